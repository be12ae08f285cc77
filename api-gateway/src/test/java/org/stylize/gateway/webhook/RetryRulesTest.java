package org.stylize.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.gateway.webhook.SampleMessages.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.proto.WebhookDelivery;

class RetryRulesTest {
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14));
    private static final Duration TOOK = Duration.ofSeconds(1);

    private final RetryRules rules = new RetryRules(WAITS, () -> 0);
    private final WebhookDelivery fresh = SampleMessages.message("wh_1", "msg_1", 0, NOON);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void everyStatusOf2xxDelivers(int status) {
        WebhookDelivery after = rules.after(fresh, answer(status, null), NOON, TOOK);

        assertThat(after.state()).isEqualTo(WebhookDelivery.State.DELIVERED);
        assertThat(after.next()).isNull();
        assertThat(after.last()).containsExactly(new WebhookDelivery.Attempt(NOON, 1000, status, ""));
    }

    @Test
    void allWaitsAreUsedAndThenTheMessageIsGivenUp() {
        List<Duration> waited = new ArrayList<>();
        WebhookDelivery message = fresh;
        Instant now = NOON;
        while (message.isPending()) {
            message = rules.after(message, answer(500, null), now, TOOK);
            if (message.next() != null) {
                waited.add(Duration.between(now.plus(TOOK), message.next()));
                now = message.next();
            }
        }
        assertThat(waited).isEqualTo(WAITS);
        assertThat(message.state()).isEqualTo(WebhookDelivery.State.GIVEN_UP);
        assertThat(message.attempts()).isEqualTo(WAITS.size() + 1);
        assertThat(Duration.between(NOON, now)).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void jitterShortensByATenthAtMost() {
        Instant shortest = new RetryRules(WAITS, () -> Math.nextDown(1.0))
                .after(fresh, answer(500, null), NOON, Duration.ZERO)
                .next();

        assertThat(shortest).isBetween(NOON.plusMillis(4_500), NOON.plusMillis(4_501));
    }

    @Test
    void goneEndsTheMessage() {
        assertThat(rules.after(fresh, answer(410, null), NOON, TOOK).state()).isEqualTo(WebhookDelivery.State.DROPPED);
    }

    @Test
    void aRedirectIsAFailureThatSaysSo() {
        WebhookDelivery after = rules.after(fresh, answer(302, null), NOON, TOOK);

        assertThat(after.isPending()).isTrue();
        assertThat(after.last().get(0).problem()).contains("302", "redirects are not followed");
    }

    @ParameterizedTest
    @CsvSource({
        "429, 60, 60",
        "503, 60, 60",
        "503, 1, 5",
        "500, 60, 5",
        "503, 999999999, 86400",
        "503, -3, 5",
        "503, soon, 5",
        "503, 'Mon, 1 Jun 2026 12:02:01 GMT', 120",
        "503, 'Mon, 1 Jun 2025 12:02:01 GMT', 5",
    })
    void theServerMayAskForALongerWait(int status, String retryAfter, long seconds) {
        assertThat(rules.after(fresh, answer(status, retryAfter), NOON, TOOK).next())
                .isEqualTo(NOON.plus(TOOK).plusSeconds(seconds));
    }

    @Test
    void aReplayBeginsWithAllAttempts() {
        WebhookDelivery given = fresh;
        while (given.isPending()) {
            given = rules.after(given, answer(500, null), NOON, TOOK);
        }
        WebhookDelivery again = given.replayed(NOON);

        assertThat(again.isPending()).isTrue();
        assertThat(again.version()).isGreaterThan(given.version());
        assertThat(again.messageId()).isEqualTo(fresh.messageId());
        assertThat(rules.after(again, answer(500, null), NOON, TOOK).next())
                .isEqualTo(NOON.plus(TOOK).plusSeconds(5));
    }

    @Test
    void aWaitOfNothingIsRefused() {
        List<Duration> wrong = List.of(Duration.ZERO);
        assertThatThrownBy(() -> new RetryRules(wrong, () -> 0)).hasMessageContaining("gateway.webhooks.retries");
    }

    private static WebhookSender.Answer answer(int status, @Nullable String retryAfter) {
        return new WebhookSender.Answer(status, "", retryAfter);
    }
}
