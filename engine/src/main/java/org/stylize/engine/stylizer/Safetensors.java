package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file: the length of a header (8 bytes, little endian), the header (JSON: name to type, shape and place),
 * then the numbers of all tensors, little endian, row by row. Everything the header says is checked before it is used.
 */
final class Safetensors {
    private static final int LENGTH_BYTES = 8;
    private static final int LONGEST_HEADER = 1 << 20;
    private static final String METADATA = "__metadata__";

    private final ByteBuffer body;
    private final Map<String, Entry> entries;

    private Safetensors(ByteBuffer body, Map<String, Entry> entries) {
        this.body = body;
        this.entries = entries;
    }

    /**
     * Reads the header.
     *
     * @throws WeightsException if it is not a safetensors file, or is cut off
     */
    static Safetensors read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = file.length < LENGTH_BYTES ? -1 : bytes.getLong(0);
        if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, file.length - LENGTH_BYTES)) {
            throw new WeightsException(
                    "not a safetensors file: " + file.length + " bytes with a header of " + headerLength + " bytes");
        }
        int bodyAt = LENGTH_BYTES + (int) headerLength;
        ByteBuffer body = bytes.slice(bodyAt, file.length - bodyAt).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Entry> entries = new HashMap<>();
        header(file, (int) headerLength).properties().forEach(field -> {
            if (!field.getKey().equals(METADATA)) {
                entries.put(field.getKey(), Entry.of(field.getKey(), field.getValue(), body.capacity()));
            }
        });
        return new Safetensors(body, Map.copyOf(entries));
    }

    Set<String> names() {
        return entries.keySet();
    }

    /**
     * A tensor as 32-bit floats.
     *
     * @return on {@code manager}
     * @throws WeightsException if there is none of that name
     */
    NDArray float32(String name, NDManager manager) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new WeightsException("there is no tensor " + name + " among the " + entries.size());
        }
        ByteBuffer part = body.slice(entry.begin(), entry.end() - entry.begin()).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) entry.shape().size()];
        if (entry.type() == DataType.FLOAT32) {
            part.asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = HalfFloat.toFloat(part.getShort(2 * i));
            }
        }
        return manager.create(values, entry.shape());
    }

    private static JsonNode header(byte[] file, int length) {
        try {
            JsonNode header = new ObjectMapper().readTree(file, LENGTH_BYTES, length);
            if (header == null || !header.isObject()) {
                throw new WeightsException("not a safetensors file: its header is no JSON object");
            }
            return header;
        } catch (IOException e) {
            throw new WeightsException("not a safetensors file: its header is no JSON", e);
        }
    }

    /** Type, shape and place of one tensor; the place lies within the body and holds exactly the shape's numbers. */
    private record Entry(DataType type, Shape shape, int begin, int end) {
        static Entry of(String name, JsonNode header, int bodyLength) {
            DataType type =
                    switch (header.path("dtype").asText()) {
                        case "F16" -> DataType.FLOAT16;
                        case "F32" -> DataType.FLOAT32;
                        default ->
                            throw new WeightsException(
                                    "tensor " + name + " must be F16 or F32 but is " + header.path("dtype"));
                    };
            long[] sides = new long[header.path("shape").size()];
            long numbers = 1;
            for (int i = 0; i < sides.length; i++) {
                sides[i] = header.path("shape").get(i).asLong(-1);
                numbers = sides[i] < 0 || sides[i] > bodyLength ? -1 : Math.multiplyExact(numbers, sides[i]);
                if (numbers < 0 || numbers > bodyLength) {
                    throw new WeightsException("tensor " + name + " has the shape " + header.path("shape")
                            + " but the file has " + bodyLength + " bytes");
                }
            }
            long begin = header.path("data_offsets").path(0).asLong(-1);
            long end = header.path("data_offsets").path(1).asLong(-1);
            if (begin < 0 || end > bodyLength || end - begin != numbers * type.getNumOfBytes()) {
                throw new WeightsException("tensor " + name + " must have " + numbers * type.getNumOfBytes()
                        + " bytes within " + bodyLength + " but lies at " + header.path("data_offsets"));
            }
            return new Entry(type, new Shape(sides), (int) begin, (int) end);
        }
    }
}
