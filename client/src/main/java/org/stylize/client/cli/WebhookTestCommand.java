package org.stylize.client.cli;

import java.util.Locale;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import org.stylize.client.WebhookDelivery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs webhooks test}. */
@Command(
        name = "test",
        description =
                "Sends a message 'stylize.test' at once, also to a webhook that is off, and says what came of it.")
final class WebhookTestCommand extends JobCommand {
    @Parameters(paramLabel = "ID", description = "Id of the webhook, or its beginning.")
    private String id = "";

    WebhookTestCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        StylizeClient client = client();
        WebhookDelivery.Attempt attempt = client.webhooks().test(ShortId.ofWebhook(client, id));
        print(json() ? Json.write(attempt) : text(attempt));
        return attempt.delivered() ? ExitCodes.OK : ExitCodes.JOB_FAILED;
    }

    /** As {@code delivered, status 204, after 0.041 s}. */
    static String text(WebhookDelivery.Attempt attempt) {
        String seconds = String.format(Locale.ROOT, "%.3f s", attempt.seconds());
        if (attempt.delivered()) {
            return "delivered, status " + attempt.status() + ", after " + seconds;
        }
        return "not delivered, after " + seconds + (attempt.problem() == null ? "" : ": " + attempt.problem());
    }
}
