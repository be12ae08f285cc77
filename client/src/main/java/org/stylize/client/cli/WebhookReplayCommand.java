package org.stylize.client.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Json;
import org.stylize.client.ProblemException;
import org.stylize.client.StylizeClient;
import org.stylize.client.WebhookClient;
import org.stylize.client.WebhookDelivery;
import org.stylize.client.WebhookReplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs webhooks replay}. */
@Command(
        name = "replay",
        description = "Sends messages again under the same ids, and prints their ids; or all events since a time, and"
                + " prints how many.")
final class WebhookReplayCommand extends JobCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "Id of the webhook, or its beginning.")
    private String id = "";

    @Parameters(index = "1..*", paramLabel = "MESSAGE", description = "Ids of messages, as 'deliveries' prints them.")
    private List<String> messages = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "All events since this time, such as 2026-06-01T12:00:00Z, that the webhook listens to and the"
                            + " service keeps.")
    private @Nullable Instant since;

    WebhookReplayCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (messages.isEmpty() == (since == null)) {
            throw wrongUse("expected either ids of messages or --since but found " + (since == null ? "none" : "both"));
        }
        StylizeClient client = client();
        String webhook = ShortId.ofWebhook(client, id);
        return since == null ? replay(client.webhooks(), webhook) : replay(client.webhooks(), webhook, since);
    }

    private int replay(WebhookClient webhooks, String webhook) throws InterruptedException {
        int code = ExitCodes.OK;
        for (String message : messages) {
            try {
                WebhookDelivery replayed = webhooks.replay(webhook, message);
                print(json() ? Json.write(replayed) : replayed.id());
            } catch (ProblemException e) {
                code = tellOfOne(e);
            }
        }
        return code;
    }

    /** The service does a part with each request. */
    private int replay(WebhookClient webhooks, String webhook, Instant begin) throws InterruptedException {
        long begun = 0;
        @Nullable Instant from = begin;
        while (from != null) {
            WebhookReplay part = webhooks.replaySince(webhook, from);
            begun += part.messages();
            @Nullable Instant next = part.next();
            from = next != null && next.isAfter(from) ? next : null;
        }
        print(json() ? Json.write(Map.of("messages", begun)) : String.valueOf(begun));
        return ExitCodes.OK;
    }
}
