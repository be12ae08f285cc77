package org.stylize.client.cli;

import java.util.List;
import java.util.Locale;
import org.stylize.client.Json;
import org.stylize.client.WebhookView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs webhooks list}. */
@Command(name = "list", description = "Lists webhooks, newest first.")
final class WebhookListCommand extends JobCommand {
    private static final String ROW = "%-23s  %-8s  %s";

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the ids only.")
    private boolean quiet;

    WebhookListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<WebhookView> webhooks = client().webhooks().list();
        if (!json() && !quiet) {
            if (webhooks.isEmpty()) {
                note("There are no webhooks.");
            } else {
                print(String.format(Locale.ROOT, ROW, "ID", "STATE", "URL"));
            }
        }
        webhooks.forEach(webhook -> print(json() ? Json.write(webhook) : quiet ? webhook.id() : row(webhook)));
        return ExitCodes.OK;
    }

    private static String row(WebhookView webhook) {
        return String.format(Locale.ROOT, ROW, webhook.id(), webhook.state(), webhook.url());
    }
}
