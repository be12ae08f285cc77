package org.stylize.client;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of a tenant: addresses to which the service posts events. Whoever lists them needs the scope read, whoever
 * changes them admin. It fails as {@link StylizeClient} does. For any thread.
 *
 * <pre>{@code
 * CreatedWebhook made = client.webhooks().create(NewWebhook.of(URI.create("https://shop.example/hooks")));
 * keep(made.secret().text()); // the service never shows it again
 * client.webhooks().test(made.view().id());
 * }</pre>
 */
public final class WebhookClient {
    private static final String WEBHOOKS = "/v1/webhooks";
    private static final Pattern ID = Pattern.compile("wh_[0-9A-Za-z]{1,64}");
    private static final Pattern MESSAGE = Pattern.compile("msg_[0-9A-Za-z]{1,64}");

    private final Http http;

    WebhookClient(Http http) {
        this.http = http;
    }

    /**
     * Makes a webhook, which gets the events from now on.
     *
     * @return with its secret, which the service never shows again
     * @throws ProblemException with status 409 if the tenant has as many as it may
     */
    public CreatedWebhook create(NewWebhook webhook) throws InterruptedException {
        return http.json(http.sending("POST", WEBHOOKS, webhook), CreatedWebhook.class);
    }

    /** All webhooks of the tenant, newest first. */
    public List<WebhookView> list() throws InterruptedException {
        List<WebhookView> items =
                http.json(http.request(WEBHOOKS).build(), Webhooks.class).items();
        return items == null ? List.of() : List.copyOf(items);
    }

    private record Webhooks(@Nullable List<WebhookView> items) {}

    /** A webhook as it is now. */
    public WebhookView get(String id) throws InterruptedException {
        return http.json(http.request(path(id)).build(), WebhookView.class);
    }

    /** Changes a webhook. One that is switched on again no longer counts as failing or disabled. */
    public WebhookView change(String id, WebhookChange change) throws InterruptedException {
        return http.json(http.sending("PATCH", path(id), change), WebhookView.class);
    }

    /** Deletes a webhook, with all that waits for it. */
    public void delete(String id) throws InterruptedException {
        http.done(http.request(path(id)).DELETE().build());
    }

    /**
     * Gives a webhook a new secret. The old one signs beside it for a day: see {@link WebhookView#oldSecretUntil()}.
     *
     * @return with the new secret, which the service never shows again
     */
    public CreatedWebhook rotate(String id) throws InterruptedException {
        return command(path(id) + "/rotate", CreatedWebhook.class);
    }

    /**
     * Sends an event {@code stylize.test} at once, also to a webhook that is off.
     *
     * @return what came of it, good or bad
     */
    public WebhookDelivery.Attempt test(String id) throws InterruptedException {
        return command(path(id) + "/test", WebhookDelivery.Attempt.class);
    }

    /**
     * The messages that wait, and the last 100 that are done with, for at most 7 days; those that changed last first.
     *
     * @param limit largest number of messages; the service allows 1 to 200
     */
    public List<WebhookDelivery> deliveries(String id, int limit) throws InterruptedException {
        String path = path(id) + "/deliveries" + new Query().add("limit", limit);
        List<WebhookDelivery> items =
                http.json(http.request(path).build(), Deliveries.class).items();
        return items == null ? List.of() : List.copyOf(items);
    }

    private record Deliveries(@Nullable List<WebhookDelivery> items) {}

    /**
     * Sends a message again, at once, with all attempts and under the same id.
     *
     * @throws ProblemException with status 409 if the webhook is off
     */
    public WebhookDelivery replay(String id, String message) throws InterruptedException {
        return command(path(id) + "/deliveries/" + requireMessage(message) + "/replay", WebhookDelivery.class);
    }

    /**
     * Sends all events since a time again that the webhook listens to and that are kept, 10,000 at most:
     * {@link WebhookReplay#next()} says from where to go on.
     *
     * @throws ProblemException with status 409 if the webhook is off
     */
    public WebhookReplay replaySince(String id, Instant since) throws InterruptedException {
        return http.json(http.sending("POST", path(id) + "/replay", Map.of("since", since)), WebhookReplay.class);
    }

    private <T> T command(String path, Class<T> answer) throws InterruptedException {
        return http.json(http.request(path).POST(BodyPublishers.noBody()).build(), answer);
    }

    private static String path(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the id of a webhook begins with wh_ but found "
                    + (id.startsWith(WebhookSecret.START) ? "a secret" : "'" + id + "'"));
        }
        return WEBHOOKS + "/" + id;
    }

    private static String requireMessage(String id) {
        if (!MESSAGE.matcher(id).matches()) {
            throw new IllegalArgumentException("the id of a message begins with msg_ but found '" + id + "'");
        }
        return id;
    }
}
