package org.stylize.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {
    @Test
    void isDoneAgainUntilItIsClosed() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        AtomicReference<Stop> stop = new AtomicReference<>();
        try (RepeatedTask task = new RepeatedTask("again", request -> {
            stop.set(request);
            rounds.countDown();
            return Duration.ofNanos(1);
        })) {
            task.start();
            assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(stop.get().isRequested()).isTrue();
    }

    @Test
    void closingEndsThePause() throws InterruptedException {
        CountDownLatch round = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        try (RepeatedTask task = new RepeatedTask("pausing", request -> {
            thread.set(Thread.currentThread());
            round.countDown();
            return Duration.ofDays(1);
        })) {
            task.start();
            assertThat(round.await(1, TimeUnit.MINUTES)).isTrue();
        }

        thread.get().join(60_000);
        assertThat(thread.get().isAlive()).isFalse();
    }
}
