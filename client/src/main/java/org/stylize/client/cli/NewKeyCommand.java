package org.stylize.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.stylize.client.CreatedKey;
import org.stylize.client.Json;

/** Makes a key, and shows it the only time that it can be shown. */
abstract class NewKeyCommand extends JobCommand {
    NewKeyCommand(Terminal terminal) {
        super(terminal);
    }

    /**
     * Writes the key to standard output and the rest to standard error, so that the output can go to a file.
     *
     * @param more to be said to a person
     * @throws UncheckedIOException if the key cannot be written; it is lost then
     */
    final int show(CreatedKey created, String more) {
        terminal().out().println(json() ? Json.write(created) : created.key().text());
        if (terminal().out().checkError()) {
            String message = "cannot write the new key " + created.view().id()
                    + ", and nobody can see it again; revoke it, and make another one";
            throw new UncheckedIOException(message, new IOException(message));
        }
        if (!json()) {
            terminal()
                    .err()
                    .println("This is the key " + created.view().id()
                            + ". It is shown only this once: the service keeps no copy." + more);
            terminal().err().flush();
        }
        return ExitCodes.OK;
    }
}
