package org.stylize.client.cli;

import java.util.Map;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs delete}. */
@Command(
        name = "delete",
        description =
                "Deletes jobs that have ended, with their pictures, and prints their ids. On a terminal it asks first.")
final class DeleteCommand extends EachJobCommand {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    DeleteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        String what = ids().size() == 1
                ? "the job " + ids().get(0) + " and its pictures"
                : ids().size() + " jobs and their pictures";
        requireAgreed("Delete " + what + "?", yes);
        return super.call();
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        String job = ShortId.ofJob(client, id);
        client.delete(job);
        print(json() ? Json.write(Map.of("id", job)) : job);
    }
}
