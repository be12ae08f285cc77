package org.stylize.recipe;

import static java.util.Comparator.comparingInt;

import java.util.Collection;

/** Finds the known name that is closest to an unknown one. */
final class NearestName {
    private static final int LONGEST_COMPARED = 64;

    private NearestName() {}

    /** "\"colour\" is none of color, size; nearest is color", for error messages. */
    static String of(String found, Collection<String> known) {
        String shown = found.length() > LONGEST_COMPARED ? found.substring(0, LONGEST_COMPARED) + "…" : found;
        String nearest =
                known.stream().min(comparingInt(name -> distance(shown, name))).orElseThrow();
        return "\"" + shown + "\" is none of " + String.join(", ", known) + "; nearest is " + nearest;
    }

    /** Levenshtein distance, letters compared without case. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (sameLetter(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static boolean sameLetter(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
