package org.stylize.client.cli;

import java.util.List;
import java.util.Locale;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import org.stylize.client.WebhookDelivery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs webhooks deliveries}. */
@Command(
        name = "deliveries",
        description =
                "Lists the messages to a webhook that wait, and the last 100 that are done with, those that changed"
                        + " last first.")
final class WebhookDeliveriesCommand extends JobCommand {
    private static final int MOST = 200;

    @Parameters(paramLabel = "ID", description = "Id of the webhook, or its beginning.")
    private String id = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Largest number of messages to list, at most 200. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the ids of the messages only.")
    private boolean quiet;

    WebhookDeliveriesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > MOST) {
            throw wrongUse("--limit: expected 1 to " + MOST + " but found " + limit);
        }
        StylizeClient client = client();
        List<WebhookDelivery> messages = client.webhooks().deliveries(ShortId.ofWebhook(client, id), limit);
        if (!json() && !quiet) {
            if (messages.isEmpty()) {
                note("There are no messages.");
            } else {
                print(row("MESSAGE", "STATE", "ATTEMPTS", "HAPPENED", "EVENT", "JOB", "LAST ATTEMPT"));
            }
        }
        messages.forEach(message -> print(json() ? Json.write(message) : quiet ? message.id() : row(message)));
        return ExitCodes.OK;
    }

    private static String row(WebhookDelivery message) {
        List<WebhookDelivery.Attempt> attempts = message.lastAttempts();
        return row(
                message.id(),
                message.state(),
                message.attempts(),
                message.happenedAt() == null ? "" : TimeText.of(message.happenedAt()),
                EventTypes.text(List.of(message.type())),
                message.job() == null ? "" : message.job(),
                attempts.isEmpty() ? "" : WebhookTestCommand.text(attempts.get(attempts.size() - 1)));
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, "%-36s  %-9s  %8s  %-20s  %-12s  %-36s  %s", columns)
                .stripTrailing();
    }
}
