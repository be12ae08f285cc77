package org.stylize.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.webhook.SampleMessages.NOON;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestsTest {
    private static final String WEBHOOK = "wh_1";

    private final Rests rests = new Rests();

    @Test
    void someFailuresAreForgiven() {
        fail(Rests.FREE);

        assertThat(rests.isResting(WEBHOOK, NOON)).isFalse();
    }

    @Test
    void aRestDoublesWithEachFailureUpToAMinute() {
        fail(Rests.FREE);
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            fail(1);

            Instant end = NOON.plusSeconds(seconds);
            assertThat(rests.isResting(WEBHOOK, end.minusMillis(1))).isTrue();
            assertThat(rests.isResting(WEBHOOK, end)).isFalse();
        }
    }

    @Test
    void aSuccessEndsIt() {
        fail(Rests.FREE + 5);

        rests.saw(WEBHOOK, true, NOON);

        assertThat(rests.isResting(WEBHOOK, NOON)).isFalse();
        fail(Rests.FREE);
        assertThat(rests.isResting(WEBHOOK, NOON)).isFalse();
    }

    @Test
    void othersDoNotRest() {
        fail(Rests.FREE + 5);

        assertThat(rests.isResting("wh_2", NOON)).isFalse();
    }

    @Test
    void oldFailuresAreForgotten() {
        fail(Rests.FREE + 5);
        Instant later = NOON.plus(Duration.ofHours(1));
        rests.saw("wh_2", false, later);

        rests.saw(WEBHOOK, false, later);

        assertThat(rests.isResting(WEBHOOK, later)).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            rests.saw(WEBHOOK, false, NOON);
        }
    }
}
