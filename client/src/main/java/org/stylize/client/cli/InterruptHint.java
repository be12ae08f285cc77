package org.stylize.client.cli;

import org.stylize.base.ShutdownHook;

/** Says on Ctrl-C that the job or batch goes on, and how to watch it again. */
final class InterruptHint {
    private InterruptHint() {}

    /**
     * Installs the hint until the hook is closed.
     *
     * @param what goes on, such as {@code job}
     * @param command that shows it
     */
    static ShutdownHook install(Terminal terminal, String what, String command) {
        return ShutdownHook.install("interrupt-hint", () -> {
            terminal.err().println();
            terminal.err().println("Stopped watching; the " + what + " goes on. See it with: stylize-jobs " + command);
            terminal.err().flush();
        });
    }
}
