package org.stylize.client.cli;

/** Says on Ctrl-C that the job goes on, and how to watch it again. */
final class InterruptHint {
    private final Thread hook;

    private InterruptHint(Thread hook) {
        this.hook = hook;
    }

    /** Installs the hint until {@link #close()}. */
    static InterruptHint of(Terminal terminal, String id) {
        Thread hook = new Thread(
                () -> {
                    terminal.err().println();
                    terminal.err().println("Stopped watching; the job goes on. See it with: stylize-jobs watch " + id);
                    terminal.err().flush();
                },
                "interrupt-hint");
        Runtime.getRuntime().addShutdownHook(hook);
        return new InterruptHint(hook);
    }

    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being stopped: the hook runs.
        }
    }
}
