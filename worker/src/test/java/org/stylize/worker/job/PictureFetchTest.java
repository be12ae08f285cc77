package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;
import org.stylize.service.trace.Spans;
import org.stylize.worker.trace.JobSpans;

@Timeout(60)
class PictureFetchTest {
    private static final List<ImageRef> THREE =
            List.of(new ImageRef("stylize", "one"), new ImageRef("stylize", "two"), new ImageRef("stylize", "three"));

    @Test
    void allAreReadAtTheSameTime() {
        CyclicBarrier allAtOnce = new CyclicBarrier(3);
        ImageStore store = new Reading(image -> {
            await(allAtOnce);
            return bytes(image.key());
        });
        assertThat(PictureFetch.all(store, THREE, new JobSpans(Spans.none())))
                .isEqualTo(
                        Map.of(THREE.get(0), bytes("one"), THREE.get(1), bytes("two"), THREE.get(2), bytes("three")));
    }

    @Test
    void aPictureOfTwoRolesIsReadOnce() {
        AtomicInteger reads = new AtomicInteger();
        ImageStore store = new Reading(image -> {
            reads.incrementAndGet();
            return bytes(image.key());
        });
        assertThat(PictureFetch.all(
                        store, List.of(THREE.get(0), THREE.get(1), THREE.get(0)), new JobSpans(Spans.none())))
                .hasSize(2);
        assertThat(reads).hasValue(2);
    }

    @Test
    void theFirstThatIsMissingIsTold() {
        ImageStore store = new Reading(image -> {
            if (image.key().equals("one")) {
                return bytes("one");
            }
            throw new PoisonJobException(ProblemType.IMAGE_NOT_FOUND, "no " + image.key());
        });
        assertThatThrownBy(() -> PictureFetch.all(store, THREE, new JobSpans(Spans.none())))
                .isInstanceOf(PoisonJobException.class)
                .hasMessage("no two");
    }

    @Test
    void anInterruptIsATransientFaultAndTheThreadStaysInterrupted() {
        CyclicBarrier nobodyElseComes = new CyclicBarrier(3);
        ImageStore store = new Reading(image -> {
            if (!image.key().equals("one")) {
                await(nobodyElseComes);
            }
            return bytes(image.key());
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> PictureFetch.all(store, THREE, new JobSpans(Spans.none())))
                .isInstanceOf(TransientFaultException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static ImageBytes bytes(String text) {
        return new ImageBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the others did not come", e);
        }
    }

    /** A store that can be read only. */
    private record Reading(Function<ImageRef, ImageBytes> read) implements ImageStore {
        @Override
        public ImageBytes get(ImageRef image) {
            return read.apply(image);
        }
    }
}
