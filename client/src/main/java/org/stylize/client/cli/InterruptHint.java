package org.stylize.client.cli;

import org.stylize.base.ShutdownHook;

/** Says on Ctrl-C that the job goes on, and how to watch it again. */
final class InterruptHint {
    private InterruptHint() {}

    /** Installs the hint until the hook is closed. */
    static ShutdownHook install(Terminal terminal, String id) {
        return ShutdownHook.install("interrupt-hint", () -> {
            terminal.err().println();
            terminal.err().println("Stopped watching; the job goes on. See it with: stylize-jobs watch " + id);
            terminal.err().flush();
        });
    }
}
