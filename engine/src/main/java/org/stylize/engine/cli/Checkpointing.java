package org.stylize.engine.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Checkpoint;

/**
 * Where a run begins and where its state is kept.
 *
 * @param from the state that the run continues from; null for the beginning
 * @param file that each checkpoint replaces; null for no checkpoints
 * @param everySeconds time between two checkpoints
 */
record Checkpointing(@Nullable Checkpoint from, @Nullable Path file, double everySeconds) {
    /** From the beginning, without checkpoints. */
    static final Checkpointing NONE = new Checkpointing(null, null, 0);
}
