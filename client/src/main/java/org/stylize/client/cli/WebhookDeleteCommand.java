package org.stylize.client.cli;

import java.util.Map;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs webhooks delete}. */
@Command(
        name = "delete",
        description =
                "Deletes webhooks, with all that waits for them, and prints their ids. On a terminal it asks first.")
final class WebhookDeleteCommand extends EachJobCommand {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    WebhookDeleteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        String what = ids().size() == 1 ? "the webhook " + ids().get(0) : ids().size() + " webhooks";
        requireAgreed("Delete " + what + "?", yes);
        return super.call();
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        String webhook = ShortId.ofWebhook(client, id);
        client.webhooks().delete(webhook);
        print(json() ? Json.write(Map.of("id", webhook)) : webhook);
    }
}
