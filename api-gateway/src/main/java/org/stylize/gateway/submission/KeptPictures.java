package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;
import org.stylize.proto.StylizationJob;

/**
 * The pictures of earlier jobs, which may have been deleted since. For any thread; waits for the store.
 *
 * @param store that has them
 */
record KeptPictures(ImageStore store) {
    KeptPictures {
        requireNonNull(store, "store is null");
    }

    /**
     * Checks that a job can be done again.
     *
     * @throws RefusedException if one of its pictures is not there any more
     * @throws UnavailableException if the store does not answer
     */
    void check(StylizationJob job) {
        for (ImageRef picture : job.pictures().all()) {
            try {
                ImageStore.Version unused = store.version(picture);
            } catch (ImageNotFoundException e) {
                throw new RefusedException(
                        ProblemType.IMAGE_NOT_FOUND,
                        "job " + job.id() + " cannot be done again: " + e.getMessage(),
                        null,
                        e);
            }
        }
    }
}
