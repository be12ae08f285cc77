package org.stylize.engine.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final String HALVES = "{\"dtype\":\"F16\",\"shape\":[2,1],\"data_offsets\":[0,4]}";
    private static final byte[] BODY = {0, 0x3c, 0, (byte) 0xc0}; // 1, -2 as halves

    @Test
    void halvesBecomeFloats() {
        Safetensors file = Safetensors.read(file("{\"a\":" + HALVES + ",\"__metadata__\":{\"x\":\"y\"}}"));

        assertThat(file.names()).containsExactly("a");
        assertThat(file.shape("a")).containsExactly(2, 1);
        assertThat(file.floats("a")).containsExactly(1f, -2f);
        assertThat(file.halves("a").getShort(2)).isEqualTo((short) 0xc000);
        assertThat(file.text("x")).isEqualTo("y");
        assertThat(file.text("a")).isNull();
    }

    @Test
    void floatsStayFloats() {
        byte[] one = {0, 0, (byte) 0x80, 0x3f};
        Safetensors file =
                Safetensors.read(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", one));

        assertThat(file.floats("a")).containsExactly(1f);
        assertThatThrownBy(() -> file.halves("a"))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("must be F16 but is F32");
    }

    @Test
    void missingTensorIsNamed() {
        Safetensors file = Safetensors.read(file("{\"a\":" + HALVES + "}"));

        assertThatThrownBy(() -> file.floats("b"))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("no tensor b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0,4]    | [0,6]      | must have 4 bytes within 4",
                "[0,4]    | [2,6]      | must have 4 bytes within 4",
                "[0,4]    | [-4,0]     | must have 4 bytes within 4",
                "[2,1]    | [3,1]      | must have 6 bytes within 4",
                "[2,1]    | [-2,1]     | has the shape",
                "[2,1]    | [4,4,4,4]  | has the shape",
                "[2,1]    | [9999999999,9999999999] | has the shape",
                "F16      | I64        | must be U8, F16, F32 or F64",
                "{\"a\"   | [\"a\"     | no JSON",
            })
    void headerThatDoesNotFitIsRefused(String found, String replaced, String message) {
        String header = "{\"a\":" + HALVES + "}";
        assertThat(header).contains(found);

        assertThatThrownBy(() -> Safetensors.read(file(header.replace(found, replaced))))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void fileThatIsCutOffIsRefused() {
        byte[] whole = file("{\"a\":" + HALVES + "}");

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(SafetensorsException.class);
        }
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("bytes", NumberType.U8, new long[] {3}, body -> body.put(new byte[] {1, 2, 3}));
        writer.add("floats", NumberType.F32, new long[] {1, 2}, body -> body.putFloat(-0f)
                .putFloat(Float.MIN_VALUE));
        writer.doubles("doubles", Math.PI, Double.NEGATIVE_INFINITY);
        writer.doubles("none");
        writer.text("said", "first \"line\"\nsecond");

        Safetensors file = Safetensors.read(writer.toArray());

        assertThat(file.names()).containsExactlyInAnyOrder("bytes", "floats", "doubles", "none");
        assertThat(file.shape("floats")).containsExactly(1, 2);
        assertThat(file.floats("floats")).containsExactly(-0f, Float.MIN_VALUE);
        assertThat(file.doubles("doubles")).containsExactly(Math.PI, Double.NEGATIVE_INFINITY);
        assertThat(file.doubles("none")).isEmpty();
        assertThat(file.text("said")).isEqualTo("first \"line\"\nsecond");
        assertThatThrownBy(() -> file.doubles("floats")).hasMessage("tensor floats must be F64 but is F32");
        assertThatThrownBy(() -> file.floats("doubles")).hasMessage("tensor doubles must be F16 or F32 but is F64");
    }

    @Test
    void bodyIsAlignedToTheLongestNumbers() {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.add("byte", NumberType.U8, new long[] {1}, body -> body.put((byte) 7));
        writer.doubles("double", 1);

        byte[] file = writer.toArray();

        assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0) % 8)
                .isZero();
        assertThat(file[file.length - 1])
                .as("the shortest numbers are the last")
                .isEqualTo((byte) 7);
    }

    private static byte[] file(String header) {
        return file(header, BODY);
    }

    private static byte[] file(String header, byte[] body) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(body)
                .array();
    }
}
