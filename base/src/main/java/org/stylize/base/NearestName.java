package org.stylize.base;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Optional;

/** Finds the known name that is closest to a mistyped one. Letters are compared without case. */
public final class NearestName {
    private static final int LONGEST_COMPARED = 64;

    private NearestName() {}

    /**
     * The closest name, however far it is.
     *
     * @param found any text; only its first 64 characters are compared
     * @param known at least one name
     */
    public static String of(String found, Collection<String> known) {
        String clipped = clipped(found);
        return known.stream().min(comparingInt(name -> changes(clipped, name))).orElseThrow();
    }

    /** The closest name; empty if more than a third of its letters would change. */
    public static Optional<String> near(String found, Collection<String> known) {
        String clipped = clipped(found);
        return known.stream()
                .min(comparingInt(name -> changes(clipped, name)))
                .filter(name -> 3 * changes(clipped, name) <= Math.max(clipped.length(), name.length()));
    }

    private static String clipped(String found) {
        return found.length() > LONGEST_COMPARED ? found.substring(0, LONGEST_COMPARED) : found;
    }

    /** Letters to insert, delete or replace (Levenshtein); two neighbours that are swapped count once. */
    static int changes(String from, String to) {
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : cheapest(changes, from, to, i, j);
            }
        }
        return changes[from.length()][to.length()];
    }

    private static int cheapest(int[][] changes, String from, String to, int i, int j) {
        int replaced = changes[i - 1][j - 1] + (isSame(from, i - 1, to, j - 1) ? 0 : 1);
        int cheapest = Math.min(replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
        boolean isSwapped = i > 1 && j > 1 && isSame(from, i - 1, to, j - 2) && isSame(from, i - 2, to, j - 1);
        return isSwapped ? Math.min(cheapest, changes[i - 2][j - 2] + 1) : cheapest;
    }

    private static boolean isSame(String a, int i, String b, int j) {
        return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
    }
}
