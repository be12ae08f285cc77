package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static final String HALVES = "{\"dtype\":\"F16\",\"shape\":[2,1],\"data_offsets\":[0,4]}";
    private static final byte[] BODY = {0, 0x3c, 0, (byte) 0xc0}; // 1, -2 as halves

    @Test
    void halvesBecomeFloats() {
        Safetensors file = Safetensors.read(file("{\"a\":" + HALVES + ",\"__metadata__\":{\"x\":\"y\"}}"));

        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray tensor = file.float32("a", manager);
            assertThat(file.names()).containsExactly("a");
            assertThat(tensor.getShape()).isEqualTo(new Shape(2, 1));
            assertThat(tensor.toFloatArray()).containsExactly(1f, -2f);
        }
    }

    @Test
    void floatsStayFloats() {
        byte[] one = {0, 0, (byte) 0x80, 0x3f};
        Safetensors file =
                Safetensors.read(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", one));

        try (NDManager manager = NDManager.newBaseManager()) {
            assertThat(file.float32("a", manager).toFloatArray()).containsExactly(1f);
        }
    }

    @Test
    void missingTensorIsNamed() {
        Safetensors file = Safetensors.read(file("{\"a\":" + HALVES + "}"));

        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> file.float32("b", manager))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("no tensor b");
        }
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
                "F16      | I64        | must be F16 or F32",
                "{\"a\"   | [\"a\"     | no JSON",
            })
    void headerThatDoesNotFitIsRefused(String found, String replaced, String message) {
        String header = "{\"a\":" + HALVES + "}";
        assertThat(header).contains(found);

        assertThatThrownBy(() -> Safetensors.read(file(header.replace(found, replaced))))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void fileThatIsCutOffIsRefused() {
        byte[] whole = file("{\"a\":" + HALVES + "}");

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(WeightsException.class);
        }
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
