package org.stylize.recipe;

import java.util.Collection;
import org.stylize.base.NearestName;

/** What messages say of a name that is none of the known ones. */
final class UnknownName {
    private static final int LONGEST_SHOWN = 64;

    private UnknownName() {}

    /** {@code "colour" is none of color, size; nearest is color}. */
    static String of(String found, Collection<String> known) {
        String shown = found.length() > LONGEST_SHOWN ? found.substring(0, LONGEST_SHOWN) + "…" : found;
        return "\"" + shown + "\" is none of " + String.join(", ", known) + "; nearest is "
                + NearestName.of(found, known);
    }
}
