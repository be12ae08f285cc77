package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * How a recipe is carried out, as far as the recipe leaves it open and the bytes of the result depend on it. The same
 * recipe with the same pictures, carried out in an equal way by the same version of the program, gives the same bytes.
 *
 * <p>If no picture is processed in tiles, {@code tileSidePixels} and {@code memoryBytes} are 0.
 *
 * @param precision in which the network is run, not {@link Network.Precision#AUTO}
 * @param threads of one operator on a CPU; 0 on a GPU
 * @param tileSidePixels longest side of what is processed at once, without the overlap of tiles, 64 or more; 0 if
 *     {@code memoryBytes} decides
 * @param memoryBytes memory for the feature maps of the job, which decides how large tiles are; 0 for no limit
 * @param backEnd what computes losses and gradients: {@code compiled}, {@code reference}
 * @param processor kind of the device, for example {@code cpu amd64 GenuineIntel avx avx2 fma}: other kinds round
 *     differently
 */
public record Execution(
        Network.Precision precision,
        int threads,
        int tileSidePixels,
        long memoryBytes,
        String backEnd,
        String processor) {
    /** Smaller tiles would be mostly overlap. */
    public static final int SMALLEST_TILE_PIXELS = 64;
    /** The longest text of a field, in characters. */
    private static final int LONGEST_TEXT = 1_000;

    public Execution {
        requireNonNull(precision, "precision is null");
        if (precision == Network.Precision.AUTO) {
            throw new IllegalArgumentException("precision must be fp32 or bf16 but is auto");
        }
        if (threads < 0 || memoryBytes < 0) {
            throw new IllegalArgumentException(
                    "threads and memoryBytes must be at least 0 but are " + threads + " and " + memoryBytes);
        }
        if (tileSidePixels != 0 && tileSidePixels < SMALLEST_TILE_PIXELS) {
            throw new IllegalArgumentException(
                    "tileSidePixels must be 0, or " + SMALLEST_TILE_PIXELS + " or more, but is " + tileSidePixels);
        }
        checkText("backEnd", backEnd);
        checkText("processor", processor);
    }

    private static void checkText(String name, String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    name + " must have 1 to " + LONGEST_TEXT + " characters but is \"" + text + "\"");
        }
    }

    /** The same way with tiles that are decided on by these settings. */
    public Execution withTiles(int sidePixels, long bytes) {
        return new Execution(precision, threads, sidePixels, bytes, backEnd, processor);
    }

    /** What another way has that this one has not, for messages, in the order of the fields; nothing if they are equal. */
    public List<String> differences(Execution other) {
        List<String> found = new ArrayList<>();
        difference(found, "precision", precision.label(), other.precision.label());
        difference(found, "threads", threads, other.threads);
        difference(found, "tileSidePixels", tileSidePixels, other.tileSidePixels);
        difference(found, "memoryBytes", memoryBytes, other.memoryBytes);
        difference(found, "backEnd", backEnd, other.backEnd);
        difference(found, "processor", processor, other.processor);
        return List.copyOf(found);
    }

    private static void difference(List<String> found, String name, Object expected, Object other) {
        if (!expected.equals(other)) {
            found.add(name + " must be " + expected + " but is " + other);
        }
    }
}
