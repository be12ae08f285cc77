package org.stylize.client.cli;

import java.util.Map;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;

/** {@code stylize-jobs keys revoke}. */
@Command(name = "revoke", description = "Ends keys at once and for ever, and prints their ids.")
final class KeyRevokeCommand extends EachJobCommand {
    KeyRevokeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        client.revokeKey(id);
        print(json() ? Json.write(Map.of("id", id)) : id);
    }
}
