package org.stylize.systemtests.helm;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which metrics a query asks Prometheus for. */
final class MetricNames {
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|`[^`]*`");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{[^}]*}|\\w+)");
    /** {@code by (worker)} and its like name labels. */
    private static final Pattern LABELS =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    /** A name that is no function and no part of a number. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w.:])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "offset", "bool", "inf", "nan", "by", "without", "group_left", "group_right");

    private MetricNames() {}

    /** Names of the metrics in a PromQL expression, sorted. */
    static Set<String> in(String expression) {
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
}
