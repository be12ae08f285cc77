package org.stylize.client.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.client.StylizeClient;
import org.stylize.client.WebhookChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs webhooks change}. */
@Command(name = "change", description = "Changes a webhook, and shows it. What no option names stays as it is.")
final class WebhookChangeCommand extends WebhookCommand {
    @Parameters(paramLabel = "ID", description = "Id of the webhook, or its beginning.")
    private String id = "";

    @Option(names = "--url", paramLabel = "URL", description = "Where messages are posted.")
    private @Nullable URI url;

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            completionCandidates = EventTypes.class,
            description = "Type of events that are sent instead of those so far: ${COMPLETION-CANDIDATES}. Give it once"
                    + " for each type.")
    private List<String> events = new ArrayList<>();

    @Option(names = "--description", paramLabel = "TEXT", description = "For people, at most 200 characters.")
    private @Nullable String description;

    @Option(names = "--pause", description = "Switch it off.")
    private boolean pause;

    @Option(names = "--resume", description = "Switch it on again, also if the service switched it off.")
    private boolean resume;

    WebhookChangeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        WebhookChange change = change();
        StylizeClient client = client();
        return show(client.webhooks().change(ShortId.ofWebhook(client, id), change));
    }

    private @Nullable Boolean enabled() {
        if (pause) {
            return false;
        }
        return resume ? true : null;
    }

    private WebhookChange change() {
        if (pause && resume) {
            throw wrongUse("expected either --pause or --resume but found both");
        }
        WebhookChange change =
                new WebhookChange(url, description, events.isEmpty() ? null : EventTypes.full(events), enabled());
        if (change.equals(WebhookChange.none())) {
            throw wrongUse("expected --url, --event, --description, --pause or --resume but found none");
        }
        return change;
    }
}
