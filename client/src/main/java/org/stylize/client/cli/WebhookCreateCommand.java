package org.stylize.client.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.client.CreatedWebhook;
import org.stylize.client.NewWebhook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs webhooks create}. */
@Command(
        name = "create",
        description = "Makes a webhook and prints its secret, and nothing else, on standard output. It is not shown"
                + " again.")
final class WebhookCreateCommand extends NewSecretCommand {
    @Parameters(paramLabel = "URL", description = "Where messages are posted: https, a server of the public internet.")
    private URI url = URI.create("");

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            completionCandidates = EventTypes.class,
            description = "Type of events that are sent: ${COMPLETION-CANDIDATES}. Give it once for each type. Default:"
                    + " how jobs end, and webhooks that the service switched off.")
    private List<String> events = new ArrayList<>();

    @Option(names = "--description", paramLabel = "TEXT", description = "For people, at most 200 characters.")
    private @Nullable String description;

    @Option(names = "--paused", description = "Send nothing until 'webhooks change --resume'.")
    private boolean paused;

    WebhookCreateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        CreatedWebhook created = client().webhooks()
                .create(new NewWebhook(url, description, events.isEmpty() ? null : EventTypes.full(events), !paused));
        String id = created.view().id();
        return show(
                created,
                created.secret().text(),
                "This is the secret of the webhook " + id + ". It is shown only this once.",
                "cannot write the secret of the new webhook " + id
                        + ", and nobody can see it again; 'webhooks rotate' makes another one");
    }
}
