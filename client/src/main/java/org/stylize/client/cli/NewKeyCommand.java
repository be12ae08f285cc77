package org.stylize.client.cli;

import java.io.UncheckedIOException;
import org.stylize.client.CreatedKey;

/** Makes a key, and shows it the only time that it can be shown. */
abstract class NewKeyCommand extends NewSecretCommand {
    NewKeyCommand(Terminal terminal) {
        super(terminal);
    }

    /**
     * Shows the key.
     *
     * @param more to be said to a person
     * @throws UncheckedIOException if the key cannot be written; it is lost then
     */
    final int show(CreatedKey created, String more) {
        String id = created.view().id();
        return show(
                created,
                created.key().text(),
                "This is the key " + id + ". It is shown only this once: the service keeps no copy." + more,
                "cannot write the new key " + id + ", and nobody can see it again; revoke it, and make another one");
    }
}
