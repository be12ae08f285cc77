package org.stylize.client.cli;

import java.util.Collection;
import org.stylize.base.NearestName;

/** The end of a message about a mistyped name. */
final class Suggestion {
    private Suggestion() {}

    /** {@code ; did you mean --strength?}, or nothing if no valid name is near enough. */
    static String of(String found, Collection<String> valid) {
        return NearestName.near(found, valid)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }
}
