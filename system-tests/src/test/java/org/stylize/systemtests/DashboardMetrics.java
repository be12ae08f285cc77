package org.stylize.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which metrics a Grafana dashboard asks Prometheus for. */
public final class DashboardMetrics {
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|`[^`]*`");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{[^}]*}|\\w+)");
    /** {@code by (worker)} and its like name labels. */
    private static final Pattern LABELS =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    /** A variable's query: its second argument is a label. */
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\s*\\((.*),\\s*\\w+\\s*\\)");

    /** A name that is no function and no part of a number. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w.:])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "offset", "bool", "inf", "nan", "by", "without", "group_left", "group_right");

    private DashboardMetrics() {}

    /** Names of all metrics in a dashboard's panels and variables, sorted. */
    static Set<String> namesIn(Path dashboard) {
        try {
            return namesIn(Files.readString(dashboard));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of all metrics in a dashboard's JSON, sorted. */
    static Set<String> namesIn(String dashboard) throws IOException {
        JsonNode json = new ObjectMapper().readTree(dashboard);
        Set<String> names = new TreeSet<>();
        json.findValues("expr").forEach(expression -> names.addAll(namesInQuery(expression.asText())));
        json.path("templating").path("list").forEach(variable -> {
            JsonNode query = variable.path("query");
            names.addAll(namesInQuery(LABEL_VALUES
                    .matcher(query.isObject() ? query.path("query").asText() : query.asText())
                    .replaceAll("$1")));
        });
        return names;
    }

    /** Names of the metrics in a PromQL expression, sorted. */
    public static Set<String> namesInQuery(String expression) {
        String bare = expression;
        for (Pattern pattern : new Pattern[] {TEXT, MATCHERS, RANGE, VARIABLE, LABELS}) {
            bare = pattern.matcher(bare).replaceAll(" ");
        }
        Set<String> names = new TreeSet<>();
        NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .forEach(names::add);
        return names;
    }

    /** Names of the metrics in an answer of a service in Prometheus' text format, sorted. */
    static Set<String> namesInScrape(String scrape) {
        Set<String> names = new TreeSet<>();
        scrape.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{\\s].*", ""))
                .forEach(names::add);
        return names;
    }
}
