package org.stylize.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.stylize.client.Json;

/** Makes a key or a secret, and shows it the only time that it can be shown. */
abstract class NewSecretCommand extends JobCommand {
    NewSecretCommand(Terminal terminal) {
        super(terminal);
    }

    /**
     * Writes a secret to standard output and the rest to standard error, so that the output can go to a file.
     *
     * @param answer of the service, for JSON
     * @param remark to a person
     * @param loss what to say if the secret cannot be written
     * @throws UncheckedIOException if the secret cannot be written; it is lost then
     */
    final int show(Object answer, String secret, String remark, String loss) {
        terminal().out().println(json() ? Json.write(answer) : secret);
        if (terminal().out().checkError()) {
            throw new UncheckedIOException(loss, new IOException(loss));
        }
        if (!json()) {
            note(remark);
        }
        return ExitCodes.OK;
    }
}
