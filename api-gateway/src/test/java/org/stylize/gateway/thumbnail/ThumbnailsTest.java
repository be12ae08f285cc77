package org.stylize.gateway.thumbnail;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stylize.gateway.SamplePictures;
import org.stylize.gateway.submission.ImageNotFoundException;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.image.UnreadableImageException;
import org.stylize.proto.ImageRef;

@Timeout(60)
class ThumbnailsTest {
    private static final ImageRef PASTICHE = new ImageRef("stylize", "default/jobs/pastiche.png");

    private final SlowStore store = new SlowStore();

    @AfterEach
    void letWaitingThreadsEnd() {
        store.answer();
    }

    @Test
    void concurrentRequestsShareOneThumbnail() {
        Thumbnails thumbnails = thumbnails(1 << 20, ofSeconds(30));
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(thumbnails.of(PASTICHE, ThumbnailForm.USUAL));
        }
        store.answer();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).startsWith(0xff, 0xd8, 0xff));
        assertThat(thumbnails.of(PASTICHE, ThumbnailForm.USUAL).join())
                .isSameAs(answers.get(0).join());
        assertThat(store.opened.get()).isEqualTo(1);
        assertThat(store.closed.get()).isEqualTo(1);
    }

    @Test
    void isMadeAgainWithoutACache() {
        Thumbnails thumbnails = thumbnails(0, ofSeconds(30));
        store.answer();

        thumbnails.of(PASTICHE, ThumbnailForm.USUAL).join();
        await().atMost(ofSeconds(60)).until(() -> {
            thumbnails.of(PASTICHE, ThumbnailForm.USUAL).join();
            return store.opened.get() >= 2;
        });
    }

    @Test
    void aSlowThumbnailTimesOutAndTheNextRequestGetsIt() {
        Thumbnails thumbnails = thumbnails(1 << 20, ofMillis(50));

        assertThatThrownBy(() -> thumbnails.of(PASTICHE, ThumbnailForm.USUAL).join())
                .cause()
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("not ready within");
        store.answer();
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(
                        thumbnails.of(PASTICHE, ThumbnailForm.USUAL).join())
                .isNotEmpty());
        assertThat(store.opened.get()).isEqualTo(1);
    }

    @Test
    void tooManyRequestsAreRefusedAtOnce() {
        Thumbnails thumbnails = thumbnails(1 << 20, ofSeconds(30));
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            answers.add(thumbnails.of(new ImageRef("stylize", "default/jobs/" + i + ".png"), ThumbnailForm.USUAL));
        }

        long refused = answers.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
        store.answer();

        assertThat(refused).isBetween(500L, 990L);
        assertThat(answers.subList(0, 100))
                .allSatisfy(answer -> assertThat(answer.join()).isNotEmpty());
        assertThatThrownBy(() -> answers.get(999).join()).cause().isInstanceOf(UnavailableException.class);
    }

    @Test
    void failuresAreReportedAndNotCached() {
        Thumbnails thumbnails = thumbnails(1 << 20, ofSeconds(30));
        store.answer();
        ImageRef gone = new ImageRef("stylize", "gone");
        ImageRef damaged = new ImageRef("stylize", "damaged");

        assertThatThrownBy(() -> thumbnails.of(gone, ThumbnailForm.USUAL).join())
                .hasCauseInstanceOf(ImageNotFoundException.class);
        assertThatThrownBy(() -> thumbnails.of(damaged, ThumbnailForm.USUAL).join())
                .hasCauseInstanceOf(UnreadableImageException.class);
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(store.closed.get()).isEqualTo(1));
        int before = store.opened.get();
        assertThatThrownBy(() -> thumbnails.of(damaged, ThumbnailForm.USUAL).join())
                .hasCauseInstanceOf(UnreadableImageException.class);
        assertThat(store.opened.get()).isEqualTo(before + 1);
    }

    private Thumbnails thumbnails(long cacheBytes, Duration longestWait) {
        return new Thumbnails(store, 100_000_000, cacheBytes, longestWait);
    }

    /** Has PNGs and sends them when the test says so. */
    private static final class SlowStore implements ImageStore {
        private final CountDownLatch answering = new CountDownLatch(1);
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();

        void answer() {
            answering.countDown();
        }

        @Override
        public void copy(ImageRef from, ImageRef to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Version version(ImageRef image) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] part(ImageRef image, Version version, long offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream open(ImageRef image) {
            opened.incrementAndGet();
            try {
                answering.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnavailableException("interrupted", e);
            }
            if (image.key().equals("gone")) {
                throw new ImageNotFoundException(image, new IOException("404"));
            }
            byte[] bytes = image.key().equals("damaged") ? new byte[100] : SamplePictures.png(64, 48);
            return new ByteArrayInputStream(bytes) {
                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }

        @Override
        public String bucket() {
            return "stylize";
        }

        @Override
        public byte[] beginning(ImageRef image, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void put(ImageRef image, ImageUpload upload, String mediaType) {
            throw new UnsupportedOperationException();
        }
    }
}
