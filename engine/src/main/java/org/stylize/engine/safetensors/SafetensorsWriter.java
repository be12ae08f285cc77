package org.stylize.engine.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes a {@link Safetensors} file. Tensors lie in the order in which they were added, those with the longest numbers first:
 * each number is aligned. The numbers of a tensor are asked for when the file is made, so they are in memory once.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT_BYTES = 8;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private long bodyBytes;

    /** Adds a text, or replaces the one of that name. */
    public void text(String name, String text) {
        texts.put(name, text);
    }

    /** Adds a tensor of 64-bit floats with one side. */
    public void doubles(String name, double... values) {
        double[] copy = values.clone();
        add(name, NumberType.F64, new long[] {copy.length}, body -> body.asDoubleBuffer()
                .put(copy));
    }

    /**
     * Adds a tensor.
     *
     * @param shape its sides, the outermost first
     * @param content puts all its numbers, row by row, into a little-endian buffer of exactly their size
     */
    public void add(String name, NumberType type, long[] shape, Consumer<ByteBuffer> content) {
        long bytes = type.bytes();
        for (long side : shape) {
            bytes = Math.multiplyExact(bytes, side);
        }
        parts.add(new Part(name, type, shape.clone(), bytes, content));
        bodyBytes += bytes;
    }

    /** Size of all tensors; the header is not included. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /**
     * The file.
     *
     * @throws IllegalStateException if it would not fit into an array, or if its header is too long
     */
    public byte[] toArray() {
        parts.sort(Comparator.comparing((Part part) -> part.type.bytes()).reversed());
        byte[] header = header();
        long length = Safetensors.LENGTH_BYTES + header.length + bodyBytes;
        if (length > Integer.MAX_VALUE - 8 || header.length > Safetensors.LONGEST_HEADER) {
            throw new IllegalStateException(
                    "a file of " + length + " bytes with a header of " + header.length + " bytes is too large");
        }
        byte[] file = new byte[(int) length];
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        int at = bytes.position();
        for (Part part : parts) {
            part.content.accept(bytes.slice(at, (int) part.bytes).order(ByteOrder.LITTLE_ENDIAN));
            at += (int) part.bytes;
        }
        return file;
    }

    private byte[] header() {
        ObjectNode header = json.createObjectNode();
        ObjectNode metadata = header.putObject(Safetensors.METADATA);
        texts.forEach(metadata::put);
        long at = 0;
        for (Part part : parts) {
            ObjectNode entry = header.putObject(part.name);
            entry.put("dtype", part.type.name());
            ArrayNode shape = entry.putArray("shape");
            for (long side : part.shape) {
                shape.add(side);
            }
            entry.putArray("data_offsets").add(at).add(at + part.bytes);
            at += part.bytes;
        }
        try {
            return padded(json.writeValueAsBytes(header));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers cannot be written as JSON", e);
        }
    }

    /** With spaces at the end, so that the body is aligned. */
    private static byte[] padded(byte[] header) {
        int length = (header.length + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
        byte[] padded = new byte[length];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(header, 0, padded, 0, header.length);
        return padded;
    }

    /** One tensor that will be written. */
    private static final class Part {
        private final String name;
        private final NumberType type;
        private final long[] shape;
        private final long bytes;
        private final Consumer<ByteBuffer> content;

        Part(String name, NumberType type, long[] shape, long bytes, Consumer<ByteBuffer> content) {
            this.name = name;
            this.type = type;
            this.shape = shape;
            this.bytes = bytes;
            this.content = content;
        }
    }
}
