package org.stylize.image;

import java.util.Arrays;
import java.util.Locale;

/** How much of what a photograph's EXIF block says goes into the picture that is made of it. */
public enum KeptExif {
    /** Nothing. */
    NONE,
    /** How the photograph was taken, but not where. */
    WITHOUT_GPS,
    /** How and where the photograph was taken. */
    ALL;

    /** {@code none}, {@code without-gps} or {@code all}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The one with that label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static KeptExif named(String label) {
        return Arrays.stream(values())
                .filter(kept -> kept.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "what is kept of EXIF is none, without-gps or all but not \"" + label + "\""));
    }
}
