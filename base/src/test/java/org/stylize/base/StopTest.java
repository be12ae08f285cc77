package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Stop stop = new Stop();

    @Test
    void aPauseLastsItsTime() {
        assertThat(stop.pause(Duration.ofMillis(1))).isTrue();
        assertThat(stop.isRequested()).isFalse();
    }

    @Test
    void aRequestEndsAPauseThatIsUnderWay() throws Exception {
        CompletableFuture<Boolean> paused = CompletableFuture.supplyAsync(() -> stop.pause(LONG));

        stop.request();

        assertThat(paused.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void afterARequestThereIsNoPause() {
        stop.request();

        assertThat(stop.pause(LONG)).isFalse();
        assertThat(stop.isRequested()).isTrue();
    }

    @Test
    void anInterruptEndsThePauseAndStaysSet() {
        Thread.currentThread().interrupt();

        assertThat(stop.pause(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stop.isRequested()).isFalse();
    }
}
