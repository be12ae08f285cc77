package org.stylize.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stylize-jobs webhooks}, with its commands. */
@Command(
        name = "webhooks",
        description = "For administrators: addresses of yours to which the service posts the events of your jobs.")
final class WebhooksCommand extends GroupCommand {
    private WebhooksCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new WebhooksCommand())
                .addSubcommand(new WebhookCreateCommand(terminal))
                .addSubcommand(new WebhookListCommand(terminal))
                .addSubcommand(new WebhookShowCommand(terminal))
                .addSubcommand(new WebhookChangeCommand(terminal))
                .addSubcommand(new WebhookRotateCommand(terminal))
                .addSubcommand(new WebhookTestCommand(terminal))
                .addSubcommand(new WebhookDeliveriesCommand(terminal))
                .addSubcommand(new WebhookReplayCommand(terminal))
                .addSubcommand(new WebhookDeleteCommand(terminal));
    }
}
