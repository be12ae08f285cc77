package org.stylize.proto;

import static java.util.Objects.requireNonNull;

/**
 * The result of an earlier job that was asked for the same, copied for a new job.
 *
 * @param attempt that made it, at the earlier job
 * @param outcome the copy; it names the earlier job
 */
public record Reuse(Attempt attempt, Outcome outcome) {
    public Reuse {
        requireNonNull(attempt, "attempt is null");
        requireNonNull(outcome, "outcome is null");
        if (outcome.reusedFrom() == null) {
            throw new InvalidJobException("reuse", "a result that is reused must name the job that it comes from");
        }
    }

    /**
     * Whether this is a result for that job: it lies where only what was made for the job lies, in the bucket of its
     * pictures.
     */
    public boolean isFor(StylizationJob job) {
        ImageRef manifest = outcome.manifest();
        return isOf(job, outcome.pastiche()) && (manifest == null || isOf(job, manifest));
    }

    private static boolean isOf(StylizationJob job, ImageRef object) {
        return object.bucket().equals(job.pictures().content().bucket())
                && object.key().startsWith(job.keys().made());
    }
}
