package org.stylize.engine.stylizer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.engine.UnusableCheckpointException.Reason;

/** The checkpoints of one job: the one from which it continues, and those that it makes. For one thread at a time. */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    /** Of the heap. The one that is made and the one before it, which may still be in use, leave room for other things. */
    private static final int LARGEST_PART = 3;

    private final String fingerprint;
    private final @Nullable CheckpointState from;
    private final long mostBytes;
    private boolean isTooLargeSaid;

    /**
     * The checkpoints of a job.
     *
     * @param fingerprint of the job
     * @param from where the job continues; null if it starts from the beginning
     * @param mostBytes size of the largest checkpoint
     * @throws UnusableCheckpointException if {@code from} is of another job
     */
    Checkpoints(String fingerprint, @Nullable Checkpoint from, long mostBytes) {
        if (from != null && !from.fingerprint().equals(fingerprint)) {
            throw new UnusableCheckpointException(
                    Reason.OTHER_JOB,
                    "the checkpoint must have the fingerprint " + fingerprint + " of this job but has "
                            + from.fingerprint());
        }
        this.fingerprint = fingerprint;
        this.from = from == null ? null : new CheckpointState(from);
        this.mostBytes = mostBytes;
    }

    /** The size of the largest checkpoint in this process. */
    static long mostBytes() {
        return Math.min(Checkpoint.MOST_BYTES, Runtime.getRuntime().maxMemory() / LARGEST_PART);
    }

    /** Where the job continues; null if it starts from the beginning. */
    @Nullable
    CheckpointState from() {
        return from;
    }

    /**
     * Makes a checkpoint, unless it would be too large.
     *
     * @param state all of the job
     */
    Optional<Checkpoint> made(int step, int steps, int scale, String optimizer, CheckpointWriter state) {
        if (state.bytes() <= mostBytes) {
            return Optional.of(state.checkpoint(new Checkpoint.Header(fingerprint, step, steps, scale, optimizer)));
        }
        if (!isTooLargeSaid) {
            LOG.warn(
                    "no checkpoints of this job: one would have {} MiB, and the most is {} MiB, a third of the heap or 1 GiB",
                    state.bytes() >> 20,
                    mostBytes >> 20);
            isTooLargeSaid = true;
        }
        return Optional.empty();
    }
}
