package org.stylize.client.cli;

import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs webhooks show}. */
@Command(name = "show", description = "Shows a webhook, without its secret.")
final class WebhookShowCommand extends WebhookCommand {
    @Parameters(paramLabel = "ID", description = "Id of the webhook, or its beginning.")
    private String id = "";

    WebhookShowCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        StylizeClient client = client();
        return show(client.webhooks().get(ShortId.ofWebhook(client, id)));
    }
}
