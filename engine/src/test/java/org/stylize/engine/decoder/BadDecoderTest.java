package org.stylize.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;

/** Processes that do not do what the decoder's process does. Each is a shell script. */
class BadDecoderTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String READY = "printf STA1r; ";
    private static final byte[] FILE = TestPictures.file("rgb.png");
    /** More than the buffer of a pipe holds. */
    private static final byte[] LONG_FILE = Arrays.copyOf(FILE, 1 << 20);

    @Test
    void aProcessThatCannotStartIsNotThePicturesFaultAndItsWordsAreTold() {
        try (DecoderProcess decoder = decoder("echo no such library >&2; exit 3", LONGEST, LONGEST)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> decoder.decode(FILE, ImageLimits.DEFAULT, () -> false))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("the decoder's process did not start: exit code 3: no such library");
            }
        }
    }

    @Test
    void whatJavaSaysBeforeTheProcessIsReadyIsLeftOut() {
        String script = "echo warning: 8 things; " + READY + "printf 'STA1u\\0\\0\\0\\003cut'; cat > /dev/null";
        try (DecoderProcess decoder = decoder(script, LONGEST, LONGEST)) {
            assertThatThrownBy(() -> decoder.decode(FILE, ImageLimits.DEFAULT, () -> false))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessage("cut");
        }
        try (DecoderProcess decoder = decoder("exec cat /dev/zero", LONGEST, LONGEST)) {
            assertThatThrownBy(() -> decoder.decode(FILE, ImageLimits.DEFAULT, () -> false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the decoder's process did not start");
        }
    }

    @Test
    void aCommandThatDoesNotExistSaysSo() {
        try (DecoderProcess decoder = new DecoderProcess(
                new DecoderProcess.Settings(1, LONGEST, LONGEST), directory -> List.of("/no/such/java"))) {
            assertThatThrownBy(decoder::start).hasMessageContaining("/no/such/java");
            assertThatThrownBy(() -> decoder.decode(FILE, ImageLimits.DEFAULT, () -> false))
                    .hasMessageContaining("/no/such/java");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                READY + "exit 0", // ends before it reads
                READY + "head -c 40 > /dev/null; exit 0", // ends while it reads
                READY + "head -c 40 > /dev/null; kill -SEGV $$",
                READY + "head -c 40 > /dev/null; echo and now for something completely different",
                READY + "exec head -c 60", // what it reads
                READY + "printf STA1r", // an answer, but none to the question
                READY + "printf STA1x",
                READY + "printf 'STA1p\\0\\0\\0\\020\\0\\0\\0\\020\\010\\0short'"
            })
    void whatIsNoAnswerIsTakenForACrash(String script) {
        try (DecoderProcess decoder = decoder(script, LONGEST, LONGEST)) {
            for (byte[] file : List.of(FILE, LONG_FILE)) {
                assertThatThrownBy(() -> decoder.decode(file, ImageLimits.DEFAULT, () -> false))
                        .isInstanceOf(UnreadableImageException.class)
                        .hasMessage("the PNG file is damaged: its decoder crashes");
            }
            assertThat(decoder.failures()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                READY + "printf 'STA1p\\177\\0\\0\\020\\177\\0\\0\\020\\010\\0'; exec cat /dev/zero", // more than its
                // file has
                READY + "printf 'STA1u\\177\\377\\377\\377'; exec cat /dev/zero" // a very long reason
            })
    void endlessNonsenseIsNotReadToItsEnd(String script) {
        try (DecoderProcess decoder = decoder(script, LONGEST, LONGEST)) {
            assertThatThrownBy(() -> decoder.decode(FILE, ImageLimits.DEFAULT, () -> false))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessage("the PNG file is damaged: its decoder crashes");
            assertThat(decoder.failures()).isEqualTo(2);
        }
    }

    @Test
    void aProcessThatHangsIsGivenUpAndThePictureIsNotToBlame() {
        for (byte[] file : List.of(FILE, LONG_FILE)) {
            for (String script :
                    List.of("exec sleep 1000", READY + "exec cat > /dev/null", READY + "exec sleep 1000")) {
                try (DecoderProcess decoder = decoder(script, LONGEST, Duration.ofMillis(300))) {
                    assertThatThrownBy(() -> decoder.decode(file, ImageLimits.DEFAULT, () -> false))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("the decoder's process gave no answer within 300 ms");
                    assertThat(decoder.failures()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void aPictureThatKeepsItsProcessBusyIsTooLarge() {
        try (DecoderProcess decoder = decoder(READY + "while :; do :; done", Duration.ofMillis(300), LONGEST)) {
            assertThatThrownBy(() -> decoder.decode(FILE, ImageLimits.DEFAULT, () -> false))
                    .isInstanceOf(ImageTooLargeException.class)
                    .hasMessageContaining("processor time");
        }
    }

    @Test
    void anInterruptedCallerGetsItsPictureAndStaysInterrupted() {
        String script = READY + "printf 'STA1u\\0\\0\\0\\003cut'; cat > /dev/null";
        try (DecoderProcess decoder = decoder(script, LONGEST, LONGEST)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> decoder.decode(FILE, ImageLimits.DEFAULT, () -> false))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessage("cut");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static DecoderProcess decoder(String script, Duration mostProcessorTime, Duration mostTime) {
        return new DecoderProcess(
                new DecoderProcess.Settings(1, mostProcessorTime, mostTime), directory -> List.of("sh", "-c", script));
    }
}
