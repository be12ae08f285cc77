package org.stylize.engine.fuzz;

import java.util.Locale;

/** What Jazzer calls, with bytes that it makes up: see CONTRIBUTING. The system property {@code fuzz.target} says who reads them. */
public final class Fuzzed {
    private static final FuzzTarget TARGET =
            FuzzTarget.valueOf(System.getProperty("fuzz.target", "").toUpperCase(Locale.ROOT));

    private Fuzzed() {}

    /** Its name is Jazzer's. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        TARGET.read(bytes);
    }
}
