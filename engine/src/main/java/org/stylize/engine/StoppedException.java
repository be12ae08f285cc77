package org.stylize.engine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The watcher stopped the work. */
public final class StoppedException extends StylizerException {
    private final Stylizer.Command command;
    private final transient @Nullable Checkpoint checkpoint;

    /**
     * Says how far the work was.
     *
     * @param step number of steps that were done
     * @param command {@link Stylizer.Command#CANCEL} or {@link Stylizer.Command#HAND_BACK}
     */
    public StoppedException(int step, Stylizer.Command command) {
        this(step, command, null);
    }

    /**
     * Says how far the work was, and where it can continue.
     *
     * @param step number of steps that were done
     * @param command {@link Stylizer.Command#CANCEL} or {@link Stylizer.Command#HAND_BACK}
     * @param checkpoint after that step; null if there is none
     */
    public StoppedException(int step, Stylizer.Command command, @Nullable Checkpoint checkpoint) {
        super("stopped before step " + (step + 1), null);
        this.command = requireNonNull(command, "command is null");
        this.checkpoint = checkpoint;
    }

    /**
     * The state of the work, from which another call can continue. Null after {@link Stylizer.Command#CANCEL}, before the
     * first step, and if the state is too large for a checkpoint.
     */
    public @Nullable Checkpoint checkpoint() {
        return checkpoint;
    }

    public Stylizer.Command command() {
        return command;
    }
}
