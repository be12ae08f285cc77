package org.stylize.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.stylize.engine.UnusableCheckpointException.Reason;
import org.stylize.engine.safetensors.Safetensors;
import org.stylize.engine.safetensors.SafetensorsWriter;

class CheckpointFileTest {
    private static final Checkpoint.Header HEADER = new Checkpoint.Header("f00d", 7, 20, 1, "adam");

    @Test
    void fileIsReadAsItWasWritten() throws IOException {
        Checkpoint written = checkpoint();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        written.writeTo(stream);

        for (Checkpoint read : new Checkpoint[] {
            Checkpoint.read(written.toArray()),
            Checkpoint.read(new ByteArrayInputStream(stream.toByteArray())),
            Checkpoint.read(written.newInputStream())
        }) {
            assertThat(read.step()).isEqualTo(7);
            assertThat(read.steps()).isEqualTo(20);
            assertThat(read.scale()).isEqualTo(1);
            assertThat(read.fingerprint()).isEqualTo("f00d");
            assertThat(read.optimizer()).isEqualTo("adam");
            assertThat(read.length()).isEqualTo(stream.size());
            assertThat(read.content().doubles("numbers")).containsExactly(1, -0.5, Double.NaN);
            assertThat(read.content().text("said")).isEqualTo("so");
        }
    }

    @Test
    void equalStatesAreEqualFiles() {
        assertThat(checkpoint().toArray()).isEqualTo(checkpoint().toArray());
    }

    @Test
    void fileThatIsCutOffIsRefused() {
        byte[] whole = checkpoint().toArray();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Checkpoint.read(cut))
                    .isInstanceOfSatisfying(UnusableCheckpointException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.DAMAGED));
        }
    }

    @Test
    void fileIsRefusedIfAnyOfItsBytesIsAnother() {
        byte[] whole = checkpoint().toArray();
        for (int at = 0; at < whole.length; at++) {
            byte[] other = whole.clone();
            other[at] ^= 1;
            assertThatThrownBy(() -> Checkpoint.read(other))
                    .as("byte %d", at)
                    .isInstanceOf(UnusableCheckpointException.class);
        }
    }

    @Test
    void otherVersionOfTheFormatIsRefusedAsSuch() {
        byte[] file = checkpoint().toArray();
        String text = new String(file, StandardCharsets.ISO_8859_1);
        String other = text.replace(
                "\"version\":\"" + Checkpoint.FORMAT_VERSION + "\"",
                "\"version\":\"" + (Checkpoint.FORMAT_VERSION + 1) + "\"");

        assertThatThrownBy(() -> Checkpoint.read(other.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(UnusableCheckpointException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.OTHER_FORMAT))
                .hasMessage("the format of the checkpoint must have the version " + Checkpoint.FORMAT_VERSION
                        + " but has " + (Checkpoint.FORMAT_VERSION + 1));
    }

    @Test
    void otherSafetensorsFileIsNoCheckpoint() {
        byte[] weights = new SafetensorsWriter().toArray();
        assertThat(Safetensors.read(weights).names()).isEmpty();

        assertThatThrownBy(() -> Checkpoint.read(weights))
                .isInstanceOfSatisfying(UnusableCheckpointException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.DAMAGED))
                .hasMessageStartingWith("the file is no checkpoint");
    }

    private static Checkpoint checkpoint() {
        SafetensorsWriter state = new SafetensorsWriter();
        state.doubles("numbers", 1, -0.5, Double.NaN);
        state.text("said", "so");
        return Checkpoint.of(HEADER, state);
    }
}
