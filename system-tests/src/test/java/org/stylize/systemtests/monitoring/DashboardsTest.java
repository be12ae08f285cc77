package org.stylize.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.Programs;
import org.stylize.systemtests.monitoring.Board.Panel;

/** What an operator needs of each panel, and how the files come about. */
class DashboardsTest {
    private static final String SOURCE = "${source}";

    @Test
    void thereAreSixOnesWithNamesOfTheirOwn() {
        assertThat(Board.all())
                .extracting(Board::name)
                .containsExactly("api", "job", "ledger", "overview", "queue", "workers");
        assertThat(Board.all())
                .extracting(board -> board.json().path("uid").asText())
                .allMatch(uid -> uid.matches("stylize-\\w+"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panelSaysWhatItMeansInWhichUnitAndWhichLineIsWhich(Panel panel) {
        if (panel.isText()) {
            assertThat(panel.json().at("/options/content").asText()).contains("$job");
            return;
        }
        assertThat(panel.json().path("description").asText()).hasSizeGreaterThan(40);
        assertThat(panel.json().at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
        assertThat(panel.queries()).isNotEmpty().doesNotContain("");
        if (panel.type().equals("timeseries")) {
            assertThat(Board.stream(panel.json().path("targets")))
                    .allSatisfy(target ->
                            assertThat(target.path("legendFormat").asText()).isNotEmpty());
        } else {
            assertThat(panel.type()).isEqualTo("stat");
            assertThat(panel.json().at("/fieldConfig/defaults/thresholds/steps"))
                    .hasSizeGreaterThan(0);
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void panelsDoNotLieOnEachOther(Board board) {
        List<String> taken = new ArrayList<>();
        for (Panel panel : board.panels()) {
            JsonNode at = panel.json().path("gridPos");
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    taken.add((at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y));
                }
            }
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
        }
        assertThat(taken).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void dataSourceIsAVariableAndTheOtherDashboardsAreOneClickAway(Board board) {
        assertThat(board.json().at("/templating/list/0/type").asText()).isEqualTo("datasource");
        assertThat(board.json().findValues("uid"))
                .filteredOn(uid -> !uid.asText().startsWith("stylize-"))
                .isNotEmpty()
                .allSatisfy(uid -> assertThat(uid.asText()).isEqualTo(SOURCE));
        assertThat(board.json().at("/links/0/tags/0").asText()).isEqualTo("stylize");
        assertThat(board.json().at("/tags/0").asText()).isEqualTo("stylize");
        assertThat(board.annotations()).hasSize(2);
    }

    @Test
    void filesAreWhatTheirDefinitionMakes(@TempDir Path copy) throws IOException {
        Programs.demand("the definition of the dashboards", "python3", "python3");
        Path script = Files.copy(Checkout.file("deploy/grafana/dashboards.py"), copy.resolve("dashboards.py"));
        Path made = Files.createDirectory(copy.resolve("dashboards"));

        Command.in(copy, "python3", script.toString()).run(Duration.ofMinutes(1));

        for (Board board : Board.all()) {
            String file = board.name() + ".json";
            assertThat(Checkout.file("deploy/grafana/dashboards").resolve(file))
                    .as("run deploy/grafana/dashboards.py after a change")
                    .hasSameTextualContentAs(made.resolve(file));
        }
    }

    static Stream<Board> boards() {
        return Board.all().stream();
    }

    static Stream<Panel> panels() {
        return boards().flatMap(board -> board.panels().stream());
    }
}
