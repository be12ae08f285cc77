package org.stylize.systemtests.helm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.Programs;
import org.yaml.snakeyaml.Yaml;

/** Prometheus' own engine, by {@code promtool}: what a query says of series at one time. */
final class PromQl {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** {@code promtool} says so where it expected nothing: labels, then the value. */
    private static final Pattern GOT = Pattern.compile("got:\\s*\"?\\{[^}]*} ([-+.eE\\dNaInf]+)");

    private final Path directory;

    /**
     * Needs {@code promtool}.
     *
     * @param directory for its files
     */
    PromQl(Path directory) {
        this.directory = requireNonNull(directory, "directory is null");
        Programs.require("the scaler's formula", "prometheus", "promtool");
    }

    /**
     * The value of a query that has one at most.
     *
     * @param series values by names with labels, as Prometheus' text format has them
     */
    OptionalDouble value(Map<String, Double> series, String query) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("interval", "15s");
        test.put(
                "input_series",
                series.entrySet().stream()
                        .map(each -> Map.of("series", each.getKey(), "values", String.valueOf(each.getValue())))
                        .toList());
        test.put("promql_expr_test", List.of(Map.of("expr", query, "eval_time", "0s", "exp_samples", List.of())));
        Command.Ended ended = promtool(Map.of("rule_files", List.of(), "tests", List.of(test)));
        if (ended.exit() == 0) {
            return OptionalDouble.empty();
        }
        Matcher got = GOT.matcher(ended.output());
        if (!got.find()) {
            throw new AssertionError(ended.output());
        }
        double value = Double.parseDouble(got.group(1));
        if (got.find()) {
            throw new AssertionError("more than one value: " + ended.output());
        }
        return OptionalDouble.of(value);
    }

    private Command.Ended promtool(Map<String, Object> tests) {
        try {
            Path file = Files.writeString(directory.resolve("query.yml"), new Yaml().dump(tests));
            return Command.in(directory, "promtool", "test", "rules", file.toString())
                    .end(PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
