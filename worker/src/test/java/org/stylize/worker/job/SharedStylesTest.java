package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.worker.testing.InMemoryStyleObjects;

class SharedStylesTest {
    private static final String DIGEST = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(31);
    private static final byte[] FILE = {1, 2, 3};

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000); // as System.nanoTime may be
    private final TroubledObjects objects = new TroubledObjects();
    private final SharedStyles styles = styles(true, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        objects.free.countDown();
        styles.close();
    }

    @Test
    void whatIsKeptIsFoundSoon() {
        assertThat(styles.find(DIGEST)).isEmpty();

        styles.keep(DIGEST, LONG, () -> FILE);

        await().untilAsserted(() -> assertThat(styles.find(DIGEST)).contains(FILE));
    }

    @Test
    void whatTookLittleTimeIsNotStored() {
        styles.keep(DIGEST, Duration.ofMillis(99), () -> unwanted("it took too little time"));
        styles.keep(OTHER, Duration.ofMillis(100), () -> FILE);

        await().untilAsserted(() -> assertThat(styles.find(OTHER)).contains(FILE));
        assertThat(styles.find(DIGEST)).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNeitherStoredNorRead() {
        styles.keep(DIGEST, LONG, () -> new byte[101]);
        objects.put(OTHER, new byte[101]);
        styles.close(); // after everything that was to be stored

        assertThat(objects.puts).hasValue(1);
        assertThat(objects.find(OTHER, 100)).isEmpty();
    }

    @Test
    void keepingDoesNotWaitForTheStore() {
        objects.isStuck = true;

        for (int i = 0; i < 100; i++) {
            styles.keep(DIGEST, LONG, () -> FILE); // ends although nothing is stored, and with bounded memory
        }
        objects.free.countDown();

        await().untilAsserted(() -> assertThat(objects.puts).hasValueBetween(1, 5));
    }

    @Test
    void aStoreThatDoesNotAnswerIsWaitedForOnce() {
        objects.isStuck = true;
        try (SharedStyles impatient = styles(true, Duration.ofMillis(1))) {
            assertThat(impatient.find(DIGEST)).isEmpty();
            assertThat(impatient.find(DIGEST)).isEmpty();
            impatient.keep(DIGEST, LONG, () -> unwanted("the store is left alone"));
            assertThat(objects.finds).hasValueLessThanOrEqualTo(1);
        }
    }

    @Test
    void aStoreThatIsAwayIsAskedAgainAfterAWhile() {
        objects.put(DIGEST, FILE);
        objects.isAway = true;
        assertThat(styles.find(DIGEST)).isEmpty();
        objects.isAway = false;
        assertThat(styles.find(DIGEST)).isEmpty();
        assertThat(objects.finds).hasValue(1);

        now.addAndGet(LATER.toNanos());

        assertThat(styles.find(DIGEST)).contains(FILE);
    }

    @Test
    void aStoreThatTakesNothingIsLeftAloneForAWhile() {
        objects.put(DIGEST, FILE);
        objects.takesNothing = true;
        styles.keep(OTHER, LONG, () -> FILE);
        await().untilAsserted(() -> assertThat(styles.find(DIGEST)).isEmpty());

        now.addAndGet(LATER.toNanos());

        assertThat(styles.find(DIGEST)).contains(FILE);
    }

    @Test
    void nothingIsSharedIfTheSettingsSaySo() {
        objects.put(DIGEST, FILE);
        try (SharedStyles disabled = styles(false, Duration.ofSeconds(20))) {
            assertThat(disabled.find(DIGEST)).isEmpty();
            disabled.keep(OTHER, LONG, () -> unwanted("nothing is shared"));
        }
        assertThat(objects.finds).hasValue(0);
    }

    @Test
    void aClosedOneKnowsNothingAndTakesNothing() {
        objects.put(DIGEST, FILE);
        styles.close();

        assertThat(styles.find(DIGEST)).isEmpty();
        styles.keep(OTHER, LONG, () -> FILE);
        assertThat(objects.puts).hasValue(1);
    }

    @Test
    void aJobThatIsInterruptedGoesOnWithoutTheStore() {
        objects.isStuck = true;
        Thread.currentThread().interrupt();

        assertThat(styles.find(DIGEST)).isEmpty();

        assertThat(Thread.interrupted()).isTrue();
    }

    private SharedStyles styles(boolean isEnabled, Duration longestFind) {
        return new SharedStyles(
                objects, new SharedStyles.Settings(isEnabled, Duration.ofMillis(100), longestFind, 100), now::get);
    }

    private static byte[] unwanted(String why) {
        throw new AssertionError("no file is wanted: " + why);
    }

    /** Away, or stuck until it is set free. */
    private static final class TroubledObjects implements StyleObjects {
        private final InMemoryStyleObjects objects = new InMemoryStyleObjects();
        private final CountDownLatch free = new CountDownLatch(1);
        private final AtomicInteger finds = new AtomicInteger();
        private final AtomicInteger puts = new AtomicInteger();
        private volatile boolean isAway;
        private volatile boolean isStuck;
        private volatile boolean takesNothing;

        @Override
        public Optional<byte[]> find(String digest, int mostBytes) {
            finds.incrementAndGet();
            return answer(() -> objects.find(digest, mostBytes));
        }

        @Override
        public void put(String digest, byte[] file) {
            answer(() -> {
                if (takesNothing) {
                    throw new TransientFaultException("the store is full", null);
                }
                objects.put(digest, file);
                return puts.incrementAndGet();
            });
        }

        private <T> T answer(Supplier<T> answer) {
            if (isStuck) {
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new TransientFaultException("interrupted", e);
                }
            }
            if (isAway) {
                throw new TransientFaultException("the store is away", null);
            }
            return answer.get();
        }
    }
}
