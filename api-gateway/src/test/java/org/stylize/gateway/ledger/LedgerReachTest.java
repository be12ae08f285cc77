package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.NOON;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerReachTest {
    private static final String SUBMISSIONS = "stylize.submissions-0";

    private final LedgerReach reach = new LedgerReach();

    @Test
    void withoutALookNothingIsKnown() {
        assertThat(reach.before(NOON)).isEmpty();
    }

    @Test
    void whenNothingIsLeftToReadTheLookIsItsOwnProof() {
        saw(0, 7, 7);
        assertThat(reach.before(at(1))).contains(at(0));
    }

    @Test
    void theViewMustHaveReadWhatTheLedgerWroteBeforeTheLook() {
        saw(0, 7, 7);
        assertThat(reach.before(at(0))).as("the look ended a second later").isEmpty();
    }

    @Test
    void whileTheLedgerIsBehindAnEarlierEndCounts() {
        saw(0, 0, 100);
        saw(10, 99, 200);
        assertThat(reach.before(at(60))).isEmpty();
        saw(20, 100, 300);
        assertThat(reach.before(at(60))).contains(at(0));
        saw(30, 299, 400);
        assertThat(reach.before(at(60)))
                .as("the next goal is the end of the third look")
                .contains(at(0));
        saw(40, 300, 500);
        assertThat(reach.before(at(60))).contains(at(20));
    }

    @Test
    void aViewThatIsALittleBehindGoesByTheLookBefore() {
        saw(0, 7, 7);
        saw(10, 8, 8);
        assertThat(reach.before(at(10))).contains(at(0));
        assertThat(reach.before(at(11))).contains(at(10));
    }

    @Test
    void aPartitionThatTheLedgerHasNotReadAtAllIsBehind() {
        reach.saw(at(0), at(1), Map.of(), Map.of(SUBMISSIONS, 1L));
        assertThat(reach.before(at(60))).isEmpty();
        reach.saw(at(2), at(3), Map.of(), Map.of(SUBMISSIONS, 0L));
        assertThat(reach.before(at(60))).as("an empty one is not").contains(at(2));
    }

    private void saw(int second, long read, long end) {
        reach.saw(at(second), at(second + 1), Map.of(SUBMISSIONS, read), Map.of(SUBMISSIONS, end));
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
