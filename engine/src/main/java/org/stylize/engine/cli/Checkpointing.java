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
 * @param toContinue what a user does to continue after a stop, for messages
 */
record Checkpointing(@Nullable Checkpoint from, @Nullable Path file, double everySeconds, String toContinue) {
    /** From the beginning, without checkpoints. */
    static final Checkpointing NONE = new Checkpointing(null, null, 0, "");

    /** The same from the beginning. */
    Checkpointing fromTheBeginning() {
        return new Checkpointing(null, file, everySeconds, toContinue);
    }
}
