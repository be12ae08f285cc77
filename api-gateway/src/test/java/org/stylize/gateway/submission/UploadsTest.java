package org.stylize.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UploadsTest {
    private final Uploads uploads = new Uploads();

    @Test
    void uploadsRunInParallel() {
        CyclicBarrier allAtOnce = new CyclicBarrier(3);
        Set<String> done = ConcurrentHashMap.newKeySet();
        List<Runnable> puts = new ArrayList<>();
        for (String name : List.of("content", "style-0", "style-1")) {
            puts.add(() -> {
                await(allAtOnce);
                done.add(name);
            });
        }
        uploads.doAll(puts);
        assertThat(done).containsExactlyInAnyOrder("content", "style-0", "style-1");
    }

    @Test
    void moreUploadsThanThreadsAllFinish() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        List<Runnable> puts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            puts.add(() -> done.add(number));
        }
        uploads.doAll(puts);
        assertThat(done).hasSize(100);
    }

    @Test
    void theFirstFailureIsThrownAfterAllHaveEnded() {
        Set<String> done = ConcurrentHashMap.newKeySet();
        List<Runnable> puts = List.of(
                () -> {
                    throw new IllegalArgumentException("first");
                },
                () -> {
                    throw new IllegalArgumentException("second");
                },
                () -> done.add("third"));
        assertThatThrownBy(() -> uploads.doAll(puts)).hasMessage("first");
        assertThat(done).containsExactly("third");
    }

    @Test
    void anInterruptedRequestIsUnavailableAndStaysInterrupted() {
        CyclicBarrier nobodyElseComes = new CyclicBarrier(2);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> uploads.doAll(List.of(() -> await(nobodyElseComes), () -> {})))
                .isInstanceOf(UnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the others did not come", e);
        }
    }
}
