package org.stylize.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.engine.picture.DecodingStoppedException;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.image.ImageException;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;
import org.stylize.testing.PngFiles;

/** A real process that decodes real pictures, and what becomes of it. */
class DecoderProcessTest {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final DecoderProcess.Settings USUAL =
            DecoderProcess.Settings.of(DecoderProcess.Settings.DEFAULT_HEAP_BYTES, LONGEST);
    private static final byte[] SMALL = TestPictures.file("baseline.jpg");

    @Test
    void picturesOfEachFormatAreThoseOfThisProcess() {
        try (DecoderProcess decoder = new DecoderProcess(USUAL)) {
            for (String name : List.of(
                    "baseline.jpg",
                    "progressive.jpg",
                    "cmyk.jpg",
                    "wide-gamut.jpg",
                    "orientation-6.jpg",
                    "alpha.png",
                    "grey16.png",
                    "wide-gamut.png",
                    "lossy.webp",
                    "alpha.webp",
                    "jpeg.tiff",
                    "lzw.tiff",
                    "cmyk.tiff",
                    "palette.bmp",
                    "animated.gif")) {
                byte[] file = TestPictures.file(name);
                assertThat(decoder.decode(file, ImageLimits.DEFAULT, () -> false))
                        .as(name)
                        .isEqualTo(ImageDecoder.decode(file, ImageLimits.DEFAULT));
            }
            assertThat(decoder.failures()).isZero();
        }
    }

    @Test
    void filesAreRefusedInTheSameWords() {
        byte[] narrow = PngFiles.black(4, 100);
        byte[] interlaced = PngFiles.black(8000, 8000);
        interlaced[28] = 1;
        try (DecoderProcess decoder = new DecoderProcess(USUAL)) {
            for (byte[] file : List.of(
                    half("lzw.tiff"), half("lossless.webp"), half("baseline.jpg"), narrow, interlaced, new byte[100])) {
                ImageException here = refusal(() -> ImageDecoder.decode(file, ImageLimits.DEFAULT));
                ImageException there = refusal(() -> decoder.decode(file, ImageLimits.DEFAULT, () -> false));
                assertThat(there).hasSameClassAs(here).hasMessage(here.getMessage());
            }
            assertThat(decoder.failures()).isZero();
        }
    }

    private static byte[] half(String name) {
        byte[] file = TestPictures.file(name);
        return Arrays.copyOf(file, file.length / 2);
    }

    private static ImageException refusal(Runnable decoding) {
        try {
            decoding.run();
        } catch (ImageException e) {
            return e;
        }
        throw new AssertionError("the file is not refused");
    }

    @Test
    void oneProcessServesForMany() {
        try (DecoderProcess decoder = new DecoderProcess(USUAL)) {
            decoder.start();
            long first = pid(decoder);
            for (int i = 0; i < 5; i++) {
                decoder.decode(SMALL, ImageLimits.DEFAULT, () -> false);
            }
            assertThat(pid(decoder)).isEqualTo(first);
        }
    }

    @Test
    void afterALargePictureAnotherProcessIsReady() {
        try (DecoderProcess decoder = new DecoderProcess(USUAL)) {
            decoder.start();
            long first = pid(decoder);

            decoder.decode(PngFiles.black(3000, 3000), ImageLimits.DEFAULT, () -> false);

            assertThat(pid(decoder)).isNotEqualTo(first);
            assertThat(decoder.failures()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEGV", "ABRT"})
    void aPictureThatMakesTheProcessCrashTwiceIsDamagedAndTheNextOneIsRead(String signal) {
        try (DecoderProcess decoder = new DecoderProcess(USUAL)) {
            assertThatThrownBy(() ->
                            decoder.decode(TestPictures.SLOW, ImageLimits.DEFAULT, new Killer(decoder, signal, 2)))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessage("the PNG file is damaged: its decoder crashes");

            assertThat(decoder.failures()).isEqualTo(2);
            assertSmallIsRead(decoder);
        }
    }

    @Test
    void aProcessThatIsKilledOnceCostsTimeOnly() {
        try (DecoderProcess decoder = new DecoderProcess(USUAL)) {
            assertThat(decoder.decode(TestPictures.SLOW, ImageLimits.DEFAULT, new Killer(decoder, "KILL", 1))
                            .size()
                            .width())
                    .isEqualTo(5000);
            assertThat(decoder.failures()).isEqualTo(1);
        }
    }

    @Test
    void aProcessThatIsKilledTwiceIsNotThePicturesFault() {
        try (DecoderProcess decoder = new DecoderProcess(USUAL)) {
            assertThatThrownBy(() ->
                            decoder.decode(TestPictures.SLOW, ImageLimits.DEFAULT, new Killer(decoder, "KILL", 2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the decoder's process was killed twice");
            assertSmallIsRead(decoder);
        }
    }

    @Test
    void nobodyWaitsForAPictureThatNobodyWantsAndItsProcessEnds() throws Exception {
        try (DecoderProcess decoder = new DecoderProcess(USUAL)) {
            decoder.start();
            ProcessHandle first = ProcessHandle.of(pid(decoder)).orElseThrow();

            assertThatThrownBy(() -> decoder.decode(TestPictures.SLOW, ImageLimits.DEFAULT, () -> isDecoding(first)))
                    .isInstanceOf(DecodingStoppedException.class);

            first.onExit().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            assertThat(decoder.failures()).isZero();
            assertSmallIsRead(decoder);
        }
    }

    @Test
    void aPictureThatNeedsMoreMemoryThanThereIsIsTooLarge() {
        try (DecoderProcess decoder = new DecoderProcess(DecoderProcess.Settings.of(40 << 20, LONGEST))) {
            assertThatThrownBy(() -> decoder.decode(PngFiles.black(4000, 4000), ImageLimits.DEFAULT, () -> false))
                    .isInstanceOf(ImageTooLargeException.class)
                    .hasMessageContaining("memory of its decoder");
            assertSmallIsRead(decoder);
            assertThat(decoder.failures()).isZero();
        }
    }

    @Test
    void aProcessThatGetsNoMoreRequestsEndsAtOnceWhateverItDoes() throws Exception {
        CompletableFuture<Path> directory = new CompletableFuture<>();
        Child child = Child.start(at -> {
            directory.complete(at);
            return ChildCommand.of(USUAL.heapBytes(), at);
        });
        ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();
        CompletableFuture<Void> decoding = CompletableFuture.runAsync(
                () -> child.decode(new Request(TestPictures.SLOW, ImageLimits.DEFAULT), 1 << 30));
        await().atMost(LONGEST).until(() -> isDecoding(process));

        child.closeRequests(); // as the kernel does when the process that started it is gone

        process.onExit().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        await().atMost(LONGEST).until(() -> !directory.join().toFile().exists());
        assertThatThrownBy(decoding::join).hasCauseInstanceOf(ChildFailedException.class);
    }

    @Test
    void closingEndsTheCallThatWaitsAndLeavesNothing() throws Exception {
        List<Path> directories = new CopyOnWriteArrayList<>();
        DecoderProcess decoder = new DecoderProcess(USUAL, at -> {
            directories.add(at);
            return ChildCommand.of(USUAL.heapBytes(), at);
        });
        decoder.start();
        ProcessHandle process = ProcessHandle.of(pid(decoder)).orElseThrow();
        CountDownLatch busy = new CountDownLatch(1);
        CompletableFuture<Void> decoding =
                CompletableFuture.runAsync(() -> decoder.decode(TestPictures.SLOW, ImageLimits.DEFAULT, () -> {
                    if (isDecoding(process)) {
                        busy.countDown();
                    }
                    return false;
                }));
        assertThat(busy.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();

        decoder.close();

        assertThatThrownBy(decoding::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        process.onExit().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        await().atMost(LONGEST).until(() -> directories.stream()
                .noneMatch(directory -> directory.toFile().exists()));
    }

    private static void assertSmallIsRead(DecoderProcess decoder) {
        assertThat(decoder.decode(SMALL, ImageLimits.DEFAULT, () -> false))
                .isEqualTo(ImageDecoder.decode(SMALL, ImageLimits.DEFAULT));
    }

    private static long pid(DecoderProcess decoder) {
        return decoder.pid().orElseThrow();
    }

    /** It has spent more time than it needs to start. */
    private static boolean isDecoding(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(Duration.ofMillis(2500)) > 0;
    }

    /** Kills processes that decode. */
    private static final class Killer implements BooleanSupplier {
        private final DecoderProcess decoder;
        private final String signal;
        private final int most;
        private final Set<Long> killed = ConcurrentHashMap.newKeySet();

        Killer(DecoderProcess decoder, String signal, int most) {
            this.decoder = decoder;
            this.signal = signal;
            this.most = most;
        }

        @Override
        public boolean getAsBoolean() {
            long process = pid(decoder);
            if (killed.size() < most
                    && ProcessHandle.of(process)
                            .map(DecoderProcessTest::isDecoding)
                            .orElse(false)
                    && killed.add(process)) {
                try {
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process))
                            .start()
                            .waitFor();
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return false;
        }
    }
}
