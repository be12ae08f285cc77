package org.stylize.client.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.client.CreatedWebhook;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs webhooks rotate}. */
@Command(
        name = "rotate",
        description =
                "Gives a webhook a new secret and prints it, and nothing else, on standard output. It is not shown"
                        + " again. The old secret signs beside it for a day.")
final class WebhookRotateCommand extends NewSecretCommand {
    @Parameters(paramLabel = "ID", description = "Id of the webhook, or its beginning.")
    private String id = "";

    WebhookRotateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        StylizeClient client = client();
        CreatedWebhook rotated = client.webhooks().rotate(ShortId.ofWebhook(client, id));
        String webhook = rotated.view().id();
        @Nullable Instant until = rotated.view().oldSecretUntil();
        return show(
                rotated,
                rotated.secret().text(),
                "This is the new secret of the webhook " + webhook + ". It is shown only this once."
                        + (until == null ? "" : " The old one signs beside it until " + TimeText.of(until) + "."),
                "cannot write the new secret of the webhook " + webhook
                        + ", and nobody can see it again; rotate it once more");
    }
}
