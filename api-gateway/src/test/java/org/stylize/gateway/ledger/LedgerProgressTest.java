package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerProgressTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final LedgerProgress progress = new LedgerProgress(Duration.ofMinutes(2));

    @Test
    void aLedgerThatHasReadAllIsNotStalledHoweverLong() {
        saw(0, 5, 5);
        saw(10_000, 5, 5);
        assertThat(progress.isStalled()).isFalse();
        assertThat(progress.lag()).isZero();
    }

    @Test
    void aLedgerThatStandsStillBeforeRecordsIsStalled() {
        saw(0, 5, 5);
        saw(10, 5, 6);
        saw(100, 5, 7);
        assertThat(progress.isStalled()).isFalse();
        saw(131, 5, 9);
        assertThat(progress.isStalled()).isTrue();
        assertThat(progress.lag()).isEqualTo(4);
        saw(132, 6, 9);
        assertThat(progress.isStalled()).isFalse();
    }

    @Test
    void aLedgerIsNotStalledBeforeTheFirstLook() {
        assertThat(progress.isStalled()).isFalse();
    }

    private void saw(int second, long read, long end) {
        progress.saw(NOON.plusSeconds(second), Map.of("submissions-0", read), Map.of("submissions-0", end));
    }
}
