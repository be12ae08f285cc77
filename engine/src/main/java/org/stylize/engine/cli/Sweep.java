package org.stylize.engine.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of one or two parameters, each with each.
 *
 * @param axes the first goes down the sheet, the second across; a single one across
 */
record Sweep(List<Axis> axes) {
    private static final int MOST_AXES = 2;
    private static final int MOST_CELLS = 64;
    private static final int MOST_IN_A_ROW = 5;

    Sweep {
        axes = List.copyOf(axes);
    }

    /** One parameter, by its name or place as with {@code --set}, and its values. */
    record Axis(String name, List<String> values) {}

    /**
     * Reads the options.
     *
     * @param texts each {@code NAME=VALUE,VALUE,…}
     * @throws UsageException if a text is not of this form, or there are too many
     */
    static Sweep of(List<String> texts) {
        if (texts.size() > MOST_AXES) {
            throw new UsageException(
                    "--sweep: at most " + MOST_AXES + " parameters can be swept but these are " + texts.size());
        }
        List<Axis> axes = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new UsageException(
                        "--sweep: expected a parameter and its values, such as styleWeight=1,5,25, but found \"" + text
                                + "\"");
            }
            axes.add(new Axis(
                    text.substring(0, equals),
                    List.of(text.substring(equals + 1).split(",", -1))));
        }
        Sweep sweep = new Sweep(axes);
        if (sweep.cells().size() > MOST_CELLS) {
            throw new UsageException("--sweep: at most " + MOST_CELLS + " pictures can be made but these are "
                    + sweep.cells().size());
        }
        return sweep;
    }

    /** All combinations, row by row: parameter to value. */
    List<Map<String, String>> cells() {
        List<Map<String, String>> cells = List.of(Map.of());
        for (Axis axis : axes) {
            List<Map<String, String>> finer = new ArrayList<>();
            for (Map<String, String> cell : cells) {
                for (String value : axis.values()) {
                    Map<String, String> next = new LinkedHashMap<>(cell);
                    next.put(axis.name(), value);
                    finer.add(next);
                }
            }
            cells = finer;
        }
        return cells;
    }

    /** How many pictures a row of the sheet has. */
    int columns() {
        int values = axes.get(axes.size() - 1).values().size();
        return axes.size() > 1 ? values : Math.min(values, MOST_IN_A_ROW);
    }
}
