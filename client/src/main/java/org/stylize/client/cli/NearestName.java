package org.stylize.client.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The valid name that a mistyped one may stand for. */
final class NearestName {
    private NearestName() {}

    /** The end of a message: which name may have been meant, if one is near enough. */
    static String hint(String found, Collection<String> valid) {
        return of(found, valid).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** The name that fewest changed letters lead to; empty if more than a third of the letters would change. */
    static Optional<String> of(String found, Collection<String> valid) {
        return valid.stream()
                .min(Comparator.comparingInt(name -> changes(found, name)))
                .filter(name -> 3 * changes(found, name) <= Math.max(found.length(), name.length()));
    }

    /** Letters to insert, delete or replace (Levenshtein); two neighbours that are swapped count once. */
    private static int changes(String from, String to) {
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : cheapest(changes, from, to, i, j);
            }
        }
        return changes[from.length()][to.length()];
    }

    private static int cheapest(int[][] changes, String from, String to, int i, int j) {
        int replaced = changes[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int cheapest = Math.min(replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(cheapest, changes[i - 2][j - 2] + 1) : cheapest;
    }
}
