package org.stylize.base;

import static java.util.Objects.requireNonNull;

/** Runs an action when the process is told to stop (Ctrl-C, SIGTERM), unless it is closed before. */
public final class ShutdownHook implements AutoCloseable {
    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    /**
     * Installs the hook. The process ends when the action and all other hooks have returned.
     *
     * @param name of the thread that runs the action
     */
    public static ShutdownHook install(String name, Runnable action) {
        Thread thread = new Thread(requireNonNull(action, "action is null"), name);
        Runtime.getRuntime().addShutdownHook(thread);
        return new ShutdownHook(thread);
    }

    /** Removes the hook. Does nothing if the process is already stopping. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The process is stopping and the hook runs or has run.
        }
    }
}
