package org.stylize.engine;

import static java.util.Objects.requireNonNull;

/** The watcher stopped the work. */
public final class StoppedException extends StylizerException {
    private final Stylizer.Command command;

    /**
     * Says how far the work was.
     *
     * @param step number of steps that were done
     * @param command {@link Stylizer.Command#CANCEL} or {@link Stylizer.Command#HAND_BACK}
     */
    public StoppedException(int step, Stylizer.Command command) {
        super("stopped before step " + (step + 1), null);
        this.command = requireNonNull(command, "command is null");
    }

    public Stylizer.Command command() {
        return command;
    }
}
