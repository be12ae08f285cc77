package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator needs of each panel. */
class DashboardTest {
    private static final String DASHBOARD = "deploy/grafana/dashboards/stylize.json";

    @Test
    void everyPanelSaysWhatItMeansInWhichUnitAndWhichLineIsWhich() throws IOException {
        assertThat(panels()).hasSizeGreaterThan(15).allSatisfy(panel -> {
            String title = panel.path("title").asText();
            assertThat(panel.path("description").asText()).as(title).hasSizeGreaterThan(40);
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotEmpty();
            assertThat(panel.path("targets")).as(title).isNotEmpty();
            if (panel.path("type").asText().equals("timeseries")) {
                assertThat(panel.path("targets")).as(title).allSatisfy(target -> assertThat(
                                target.path("legendFormat").asText())
                        .isNotEmpty());
            } else {
                assertThat(panel.at("/fieldConfig/defaults/thresholds/steps"))
                        .as(title)
                        .isNotEmpty();
            }
        });
    }

    @Test
    void panelsDoNotLieOnEachOther() throws IOException {
        List<String> taken = new ArrayList<>();
        for (JsonNode panel : panels()) {
            JsonNode at = panel.path("gridPos");
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    taken.add((at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y));
                }
            }
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
        }
        assertThat(taken).doesNotHaveDuplicates();
    }

    private static List<JsonNode> panels() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(Checkout.file(DASHBOARD).toFile());
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }
}
