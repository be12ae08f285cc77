package org.stylize.systemtests.helm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service tells at {@code /q/metrics}, as Prometheus stores it.
 *
 * @param series values by names with labels
 */
record Scrape(Map<String, Double> series) {
    private static final Pattern LINE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)$");

    Scrape {
        series = Map.copyOf(series);
    }

    /**
     * Reads Prometheus' text format.
     *
     * @param labels those that Prometheus adds, such as {@code namespace="art"}
     */
    static Scrape of(String text, String labels) {
        Map<String, Double> series = new LinkedHashMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            String own = line.group(2) == null || line.group(2).isEmpty()
                    ? ""
                    : line.group(2).replaceAll(",$", "") + ",";
            series.put(line.group(1) + "{" + own + labels + "}", Double.valueOf(line.group(3)));
        }
        return new Scrape(series);
    }

    /** Only these. */
    Scrape only(Predicate<String> names) {
        Map<String, Double> some = new LinkedHashMap<>();
        series.forEach((name, value) -> {
            if (names.test(name)) {
                some.put(name, value);
            }
        });
        return new Scrape(some);
    }

    /**
     * The same with another value for one series.
     *
     * @param prefix of its name and labels
     */
    Scrape with(String prefix, double value) {
        Map<String, Double> other = new LinkedHashMap<>(series);
        String name = series.keySet().stream()
                .filter(each -> each.startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no series " + prefix));
        other.put(name, value);
        return new Scrape(other);
    }

    /** These and those. */
    Scrape and(Scrape others) {
        Map<String, Double> both = new LinkedHashMap<>(series);
        both.putAll(others.series);
        return new Scrape(both);
    }
}
