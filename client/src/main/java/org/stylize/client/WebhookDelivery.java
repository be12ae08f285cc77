package org.stylize.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message to a webhook, and what became of it so far.
 *
 * @param id the header {@code webhook-id}, the same in all attempts
 * @param type such as {@code stylize.completed}
 * @param happenedAt when what it tells of happened
 * @param job that it is about; null if it is about none
 * @param attempts since it was last asked for
 * @param nextAttempt when the next attempt is due, of a pending one
 * @param lastAttempts at most 10, oldest first
 * @param links addresses, relative to the host
 */
public record WebhookDelivery(
        String id,
        String type,
        @Nullable Instant happenedAt,
        @Nullable String job,
        State state,
        int attempts,
        @Nullable Instant nextAttempt,
        List<Attempt> lastAttempts,
        @Nullable Links links) {
    public WebhookDelivery {
        requireNonNull(id, "id is null");
        requireNonNull(state, "state is null");
        type = type == null ? "" : type;
        lastAttempts = lastAttempts == null ? List.of() : List.copyOf(lastAttempts);
    }

    /** Addresses, relative to the host. */
    public record Links(@Nullable String replay) {}

    /** What became of a message. */
    public enum State {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("delivered")
        DELIVERED,
        /** The last attempt failed too. */
        @JsonProperty("given-up")
        GIVEN_UP,
        /** The webhook was off, or the event was no longer kept. */
        @JsonProperty("dropped")
        DROPPED,
        /** A state of a newer service that this client does not know. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN;

        /** The name as the service writes it, such as {@code given-up}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One attempt to send a message.
     *
     * @param delivered whether the server answered with a status of 200 to 299
     * @param status of its answer; null if none came
     * @param problem why it did not succeed; null if it did
     */
    public record Attempt(
            @Nullable Instant at,
            boolean delivered,
            @Nullable Integer status,
            double seconds,
            @Nullable String problem) {}
}
