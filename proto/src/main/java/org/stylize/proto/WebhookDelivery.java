package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message to a webhook, and what became of it so far.
 *
 * @param messageId the {@code webhook-id} of Standard Webhooks: the same for all attempts; the key of the Kafka record; 1 to
 *     64 letters, digits, hyphens and underscores
 * @param type such as {@code stylize.completed}
 * @param happenedAt when what it tells of happened
 * @param jobId null if it is about no job
 * @param partition of {@code stylize.events}: the gateway that reads it sends the message
 * @param content where its body comes from
 * @param version a later state of the message has a greater one
 * @param next of a pending one: when the next attempt is due; null otherwise
 * @param attempts since it was last asked for, at least 0
 * @param last the last attempts, oldest first
 */
public record WebhookDelivery(
        String messageId,
        String webhookId,
        String type,
        Instant happenedAt,
        @Nullable JobId jobId,
        int partition,
        Content content,
        long version,
        State state,
        @Nullable Instant next,
        int attempts,
        List<Attempt> last) {
    private static final Pattern MESSAGE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** Most attempts that are kept. */
    public static final int MOST_KEPT = 10;

    /** What becomes of a message. */
    public enum State {
        /** An attempt is due at {@link WebhookDelivery#next()}. */
        PENDING,
        DELIVERED,
        /** After the last attempt. */
        GIVEN_UP,
        /** The webhook was switched off, or the event is no longer kept. */
        DROPPED
    }

    /** Where the body comes from. */
    public sealed interface Content {}

    /** It is made from the event of that offset in {@code stylize.events}, in the partition of the message. */
    public record OfEvent(long offset) implements Content {}

    /** It is this JSON. */
    public record Body(String json) implements Content {
        public Body {
            requireNonNull(json, "json is null");
        }
    }

    /**
     * One attempt.
     *
     * @param millis how long it took
     * @param status of HTTP; 0 if no answer came
     * @param problem why it did not succeed; empty if it did
     */
    public record Attempt(Instant at, long millis, int status, String problem) {
        public Attempt {
            requireNonNull(at, "at is null");
            requireNonNull(problem, "problem is null");
        }
    }

    public WebhookDelivery {
        requireNonNull(messageId, "messageId is null");
        if (!MESSAGE_ID.matcher(messageId).matches()) {
            throw new IllegalArgumentException("the id of a message is 1 to 64 of A-Z, a-z, 0-9, '_' and '-'");
        }
        requireNonNull(webhookId, "webhookId is null");
        requireNonNull(type, "type is null");
        requireNonNull(happenedAt, "happenedAt is null");
        requireNonNull(content, "content is null");
        requireNonNull(state, "state is null");
        last = List.copyOf(last);
        if ((state == State.PENDING) != (next != null)) {
            throw new IllegalArgumentException("a message has a next attempt if it is pending, and only then");
        }
    }

    /** A message that is to be sent. */
    public static WebhookDelivery of(
            String messageId,
            String webhookId,
            String type,
            Instant happenedAt,
            @Nullable JobId jobId,
            int partition,
            Content content,
            Instant now) {
        return new WebhookDelivery(
                messageId,
                webhookId,
                type,
                happenedAt,
                jobId,
                partition,
                content,
                now.toEpochMilli(),
                State.PENDING,
                now,
                0,
                List.of());
    }

    public boolean isPending() {
        return state == State.PENDING;
    }

    /** Another attempt was made: what is to become of the message. */
    public WebhookDelivery after(Attempt attempt, State newState, @Nullable Instant newNext) {
        List<Attempt> more = new ArrayList<>(last.subList(Math.max(0, last.size() + 1 - MOST_KEPT), last.size()));
        more.add(attempt);
        return with(attempt.at(), newState, newNext, attempts + 1, more);
    }

    /** It is not sent. */
    public WebhookDelivery dropped(Instant now) {
        return with(now, State.DROPPED, null, attempts, last);
    }

    /** No attempt could be made now, for a reason that is not the webhook's. */
    public WebhookDelivery postponed(Instant now, Instant until) {
        return with(now, State.PENDING, until, attempts, last);
    }

    /** It is to be sent again, with all attempts. */
    public WebhookDelivery replayed(Instant now) {
        return with(now, State.PENDING, now, 0, last);
    }

    private WebhookDelivery with(
            Instant now, State newState, @Nullable Instant newNext, int newAttempts, List<Attempt> newLast) {
        return new WebhookDelivery(
                messageId,
                webhookId,
                type,
                happenedAt,
                jobId,
                partition,
                content,
                Math.max(version + 1, now.toEpochMilli()),
                newState,
                newNext,
                newAttempts,
                newLast);
    }
}
