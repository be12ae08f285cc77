package org.stylize.systemtests.monitoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.stylize.systemtests.Checkout;

/**
 * A dashboard of Grafana.
 *
 * @param name of its file, without its ending
 */
record Board(String name, JsonNode json) {
    Board {
        requireNonNull(name, "name is null");
        requireNonNull(json, "json is null");
    }

    /** A panel that is no row. */
    record Panel(String board, JsonNode json) {
        String title() {
            return json.path("title").asText();
        }

        String type() {
            return json.path("type").asText();
        }

        boolean isText() {
            return type().equals("text");
        }

        /** As Prometheus gets them. */
        List<String> queries() {
            return stream(json.path("targets"))
                    .map(target -> forPrometheus(target.path("expr").asText()))
                    .toList();
        }

        /** The colour that it has with that value. */
        String colour(double value) {
            String colour = "";
            for (JsonNode step : json.at("/fieldConfig/defaults/thresholds/steps")) {
                if (step.path("value").isNull() || value >= step.path("value").asDouble()) {
                    colour = step.path("color").asText();
                }
            }
            return colour;
        }

        @Override
        public String toString() {
            return board + ": " + title();
        }
    }

    static List<Board> all() {
        try (Stream<Path> files = Files.list(Checkout.file("deploy/grafana/dashboards"))) {
            return files.sorted().map(Board::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Board read(Path file) {
        try {
            return new Board(
                    file.getFileName().toString().replaceFirst("\\.json$", ""),
                    new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        json.path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(new Panel(name, panel));
            }
        });
        return panels;
    }

    List<String> annotations() {
        return stream(json.at("/annotations/list"))
                .map(annotation -> annotation.path("expr").asText())
                .toList();
    }

    /** With values for Grafana's variables. */
    private static String forPrometheus(String query) {
        return query.replace("$__rate_interval", "1m").replace("$worker", ".*");
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return name;
    }
}
