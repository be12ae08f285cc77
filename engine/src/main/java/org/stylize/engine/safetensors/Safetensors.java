package org.stylize.engine.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file: the length of a header (8 bytes, little endian), the header (JSON: name to type, shape and place, and
 * texts), then the numbers of all tensors, little endian, row by row. Everything the header says is checked before it is
 * used. Immutable, as long as nobody changes the bytes.
 */
public final class Safetensors {
    static final int LENGTH_BYTES = 8;
    static final int LONGEST_HEADER = 1 << 20;
    static final String METADATA = "__metadata__";

    private final ByteBuffer body;
    private final Map<String, Entry> entries;
    private final Map<String, String> texts;

    private Safetensors(ByteBuffer body, Map<String, Entry> entries, Map<String, String> texts) {
        this.body = body;
        this.entries = Map.copyOf(entries);
        this.texts = Map.copyOf(texts);
    }

    /**
     * Reads the header.
     *
     * @param file is not copied
     * @throws SafetensorsException if it is no such file, or is cut off
     */
    public static Safetensors read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = file.length < LENGTH_BYTES ? -1 : bytes.getLong(0);
        if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, file.length - LENGTH_BYTES)) {
            throw new SafetensorsException(
                    "not a safetensors file: " + file.length + " bytes with a header of " + headerLength + " bytes");
        }
        int bodyAt = LENGTH_BYTES + (int) headerLength;
        ByteBuffer body = bytes.slice(bodyAt, file.length - bodyAt).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Entry> entries = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        header(file, (int) headerLength).properties().forEach(field -> {
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .properties()
                        .forEach(
                                text -> texts.put(text.getKey(), text.getValue().asText()));
            } else {
                entries.put(field.getKey(), Entry.of(field.getKey(), field.getValue(), body.capacity()));
            }
        });
        return new Safetensors(body, entries, texts);
    }

    /** Of all tensors. */
    public Set<String> names() {
        return entries.keySet();
    }

    /** The text of that name; null if there is none. */
    public @Nullable String text(String name) {
        return texts.get(name);
    }

    /**
     * The sides of a tensor, the outermost first.
     *
     * @throws SafetensorsException if there is none of that name
     */
    public long[] shape(String name) {
        return entry(name).shape.clone();
    }

    /**
     * The type of a tensor's numbers.
     *
     * @throws SafetensorsException if there is none of that name
     */
    public NumberType type(String name) {
        return entry(name).type;
    }

    /**
     * The numbers of a tensor of 16-bit or 32-bit floats, row by row.
     *
     * @throws SafetensorsException if there is none of that name, or if it is of another type
     */
    public float[] floats(String name) {
        Entry entry = entry(name);
        ByteBuffer part = part(entry);
        float[] values = new float[part.remaining() / entry.type.bytes()];
        switch (entry.type) {
            case F32 -> part.asFloatBuffer().get(values);
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = HalfFloat.toFloat(part.getShort(2 * i));
                }
            }
            case U8, F64 -> throw otherType(name, "F16 or F32", entry);
        }
        return values;
    }

    /**
     * The numbers of a tensor of 16-bit floats, row by row: two bytes each, in the file's memory and not to be changed.
     *
     * @throws SafetensorsException if there is none of that name, or if it is of another type
     */
    public ByteBuffer halves(String name) {
        Entry entry = entry(name);
        if (entry.type != NumberType.F16) {
            throw otherType(name, "F16", entry);
        }
        return part(entry).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The numbers of a tensor of 64-bit floats, row by row.
     *
     * @throws SafetensorsException if there is none of that name, or if it is of another type
     */
    public double[] doubles(String name) {
        Entry entry = entry(name);
        if (entry.type != NumberType.F64) {
            throw otherType(name, "F64", entry);
        }
        double[] values = new double[(entry.end - entry.begin) / NumberType.F64.bytes()];
        part(entry).asDoubleBuffer().get(values);
        return values;
    }

    private static SafetensorsException otherType(String name, String expected, Entry entry) {
        return new SafetensorsException("tensor " + name + " must be " + expected + " but is " + entry.type);
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new SafetensorsException("there is no tensor " + name + " among the " + entries.size());
        }
        return entry;
    }

    private ByteBuffer part(Entry entry) {
        return body.slice(entry.begin, entry.end - entry.begin).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static JsonNode header(byte[] file, int length) {
        try {
            JsonNode header = new ObjectMapper().readTree(file, LENGTH_BYTES, length);
            if (header == null || !header.isObject()) {
                throw new SafetensorsException("not a safetensors file: its header is no JSON object");
            }
            return header;
        } catch (IOException e) {
            throw new SafetensorsException("not a safetensors file: its header is no JSON", e);
        }
    }

    /** Type, shape and place of one tensor; the place lies within the body and holds exactly the shape's numbers. */
    private static final class Entry {
        private final NumberType type;
        private final long[] shape;
        private final int begin;
        private final int end;

        private Entry(NumberType type, long[] shape, int begin, int end) {
            this.type = type;
            this.shape = shape;
            this.begin = begin;
            this.end = end;
        }

        static Entry of(String name, JsonNode header, int bodyLength) {
            NumberType type = type(name, header.path("dtype").asText());
            long[] sides = new long[header.path("shape").size()];
            long numbers = 1;
            for (int i = 0; i < sides.length; i++) {
                sides[i] = header.path("shape").get(i).asLong(-1);
                numbers = sides[i] < 0 || sides[i] > bodyLength ? -1 : Math.multiplyExact(numbers, sides[i]);
                if (numbers < 0 || numbers > bodyLength) {
                    throw new SafetensorsException("tensor " + name + " has the shape " + header.path("shape")
                            + " but the file has " + bodyLength + " bytes");
                }
            }
            long begin = header.path("data_offsets").path(0).asLong(-1);
            long end = header.path("data_offsets").path(1).asLong(-1);
            if (begin < 0 || end > bodyLength || end - begin != numbers * type.bytes()) {
                throw new SafetensorsException("tensor " + name + " must have " + numbers * type.bytes()
                        + " bytes within " + bodyLength + " but lies at " + header.path("data_offsets"));
            }
            return new Entry(type, sides, (int) begin, (int) end);
        }

        private static NumberType type(String name, String text) {
            return Arrays.stream(NumberType.values())
                    .filter(type -> type.name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new SafetensorsException(
                            "tensor " + name + " must be U8, F16, F32 or F64 but is \"" + text + "\""));
        }
    }
}
