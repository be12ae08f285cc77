package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlementTrackerTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final SettlementTracker tracker = new SettlementTracker();

    @Test
    void nothingIsSettledBeforeTheGroupHasPassedWhatWasThere() {
        saw(0, 10, 4, 7, 7);
        saw(2, 12, 9, 8, 8);
        assertThat(tracker.before()).isEmpty();
    }

    @Test
    void whatTheGroupHasPassedIsSettledOnceTheLedgerHasReadTheReportsOfThatTime() {
        saw(0, 10, 4, 7, 7);
        saw(2, 12, 10, 9, 8);
        saw(4, 12, 10, 11, 8);
        assertThat(tracker.before()).as("reports 8 to 9 are not read").isEmpty();
        saw(6, 12, 10, 11, 9);
        assertThat(tracker.before()).contains(NOON);
        saw(8, 12, 12, 11, 11);
        assertThat(tracker.before()).contains(NOON.plusSeconds(6));
    }

    @Test
    void anEmptyQueueIsSettledUpToTheLookBefore() {
        saw(0, 10, 10, 5, 5);
        saw(2, 10, 10, 5, 5);
        saw(4, 10, 10, 5, 5);
        assertThat(tracker.before()).contains(NOON.plusSeconds(2));
    }

    @Test
    void aRunningSliceKeepsEverythingAfterItOpen() {
        saw(0, 5, 4, 1, 1);
        for (int second = 2; second < 2_000; second++) {
            saw(second, 5 + second, 4, second, second);
        }
        assertThat(tracker.before()).isEmpty();
        saw(3_000, 9_000, 9_000, 3_000, 3_000);
        assertThat(tracker.before()).isPresent();
    }

    @Test
    void aGroupThatWasNeverUsedHasSettledNothing() {
        tracker.saw(NOON, Map.of(0, 3L), Map.of(), Map.of(0, 0L), Map.of());
        tracker.saw(NOON.plusSeconds(9), Map.of(0, 3L), Map.of(), Map.of(0, 0L), Map.of());
        assertThat(tracker.before()).isEmpty();
    }

    private void saw(int second, long requestEnd, long groupStart, long reportEnd, long reportsRead) {
        tracker.saw(
                NOON.plusSeconds(second),
                Map.of(0, requestEnd),
                Map.of(0, groupStart),
                Map.of(0, reportEnd),
                Map.of(0, reportsRead));
    }
}
