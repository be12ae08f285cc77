package org.stylize.client.cli;

import java.util.Map;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;

/** {@code stylize-jobs images delete}. */
@Command(name = "delete", description = "Deletes pictures that the service keeps, and prints their ids.")
final class ImageDeleteCommand extends EachJobCommand {
    ImageDeleteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        client.images().delete(id);
        print(json() ? Json.write(Map.of("id", id)) : id);
    }
}
