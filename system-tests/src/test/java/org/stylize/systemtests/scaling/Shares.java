package org.stylize.systemtests.scaling;

import java.util.Collection;

/** How evenly something is shared. */
final class Shares {
    private Shares() {}

    /** Jain's index: 1 if all have the same, 1/n if one of n has everything. */
    static double jain(Collection<Double> parts) {
        double sum = 0;
        double squares = 0;
        for (double part : parts) {
            sum += part;
            squares += part * part;
        }
        return squares == 0 ? 1 : sum * sum / (parts.size() * squares);
    }
}
