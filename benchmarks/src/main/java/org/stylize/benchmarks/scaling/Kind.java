package org.stylize.benchmarks.scaling;

import static java.util.Objects.requireNonNull;

/**
 * A kind of picture.
 *
 * @param name of the preset
 * @param seconds of work of one worker
 * @param share of all jobs, 0 to 1
 * @param sidePixels of a square result
 */
record Kind(String name, double seconds, double share, int sidePixels) {
    Kind {
        requireNonNull(name, "name is null");
        if (!(seconds > 0) || !(share >= 0 && share <= 1) || sidePixels < 1) {
            throw new IllegalArgumentException(
                    "no kind of picture has " + seconds + " s, a share of " + share + " and " + sidePixels + " pixels");
        }
    }

    /** The same on a worker that is so many times as fast. */
    Kind faster(double times) {
        return new Kind(name, seconds / times, share, sidePixels);
    }
}
