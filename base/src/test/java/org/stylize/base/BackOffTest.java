package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration CAP = Duration.ofSeconds(5);

    @Test
    void eachWaitIsTwiceTheOneBeforeUpToTheCap() {
        BackOff.Waits waits = new BackOff(FIRST, CAP, 0).waits();

        assertThat(Stream.generate(waits::next).limit(7).map(Duration::toMillis))
                .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
    }

    @Test
    void afterAResetTheWaitsBeginAgain() {
        BackOff.Waits waits = new BackOff(FIRST, CAP, 0).waits();
        waits.next();
        waits.next();

        waits.reset();

        assertThat(waits.next()).isEqualTo(FIRST);
    }

    @Test
    void jitterShortensAWaitByAtMostItsPart() {
        BackOff half = new BackOff(FIRST, CAP, 0.5);

        assertThat(half.waits(() -> 0).next()).isEqualTo(FIRST);
        assertThat(half.waits(() -> 0.5).next()).isEqualTo(Duration.ofNanos(187_500_000));
        assertThat(half.waits(() -> Math.nextDown(1.0)).next()).isBetween(FIRST.dividedBy(2), FIRST);
    }

    @Test
    void thousandsOfRetriesNeverGoOverTheCap() {
        BackOff.Waits waits = new BackOff(FIRST, CAP).waits();

        assertThat(Stream.generate(waits::next).limit(10_000))
                .allSatisfy(wait -> assertThat(wait).isPositive().isLessThanOrEqualTo(CAP));
    }

    @Test
    void aBackOffThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new BackOff(Duration.ZERO, CAP)).hasMessageContaining("first must be more than 0");
        assertThatThrownBy(() -> new BackOff(CAP, FIRST)).hasMessageContaining("cap must be at least first");
        assertThatThrownBy(() -> new BackOff(FIRST, CAP, 1.1)).hasMessageContaining("jitter must be 0 to 1");
        assertThatThrownBy(() -> new BackOff(FIRST, CAP, Double.NaN)).hasMessageContaining("jitter must be 0 to 1");
    }
}
