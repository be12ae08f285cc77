package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.WebhookDelivery;

/**
 * What becomes of a message after an attempt. A pure function, but for the jitter.
 *
 * @param waits before the second attempt, the third, and so on; after the last one the message is given up
 * @param random gives numbers from 0 (inclusive) to 1 (exclusive): each wait is shortened by up to a tenth, so that messages
 *     that failed together are not sent together
 */
public record RetryRules(List<Duration> waits, DoubleSupplier random) {
    private static final double JITTER = 0.1;
    /** A server can ask for no longer wait than that. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    public RetryRules {
        waits = List.copyOf(waits);
        requireNonNull(random, "random is null");
        if (waits.stream().anyMatch(wait -> wait.isNegative() || wait.isZero())) {
            throw new IllegalArgumentException("gateway.webhooks.retries must be more than 0 each but are " + waits);
        }
    }

    /**
     * The message after an attempt.
     *
     * @param began when the attempt began
     * @param took how long it took
     */
    WebhookDelivery after(WebhookDelivery delivery, WebhookSender.Answer answer, Instant began, Duration took) {
        WebhookDelivery.Attempt attempt =
                new WebhookDelivery.Attempt(began, took.toMillis(), answer.status(), answer.why());
        if (answer.isSuccess()) {
            return delivery.after(attempt, WebhookDelivery.State.DELIVERED, null);
        }
        if (answer.isGone()) {
            return delivery.after(attempt, WebhookDelivery.State.DROPPED, null);
        }
        if (delivery.attempts() >= waits.size()) {
            return delivery.after(attempt, WebhookDelivery.State.GIVEN_UP, null);
        }
        Instant ended = began.plus(took);
        Duration wait = jittered(waits.get(delivery.attempts()));
        Duration asked = asked(answer, ended);
        return delivery.after(
                attempt, WebhookDelivery.State.PENDING, ended.plus(asked.compareTo(wait) > 0 ? asked : wait));
    }

    private Duration jittered(Duration wait) {
        return wait.minusMillis((long) (wait.toMillis() * JITTER * random.getAsDouble()));
    }

    /** How long the server wants to be left alone; zero if it does not say. */
    private static Duration asked(WebhookSender.Answer answer, Instant now) {
        boolean mayAsk = answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE;
        Duration asked = mayAsk ? retryAfter(answer.retryAfter(), now) : Duration.ZERO;
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    private static Duration retryAfter(@Nullable String text, Instant now) {
        if (text == null) {
            return Duration.ZERO;
        }
        try {
            return text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Duration.ZERO; // as if it had not said anything
        }
    }
}
