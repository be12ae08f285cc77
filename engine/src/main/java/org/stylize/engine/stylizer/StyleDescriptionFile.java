package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDManager;
import java.util.stream.IntStream;
import org.stylize.engine.nst.StyleStatistics;
import org.stylize.engine.safetensors.Safetensors;
import org.stylize.engine.safetensors.SafetensorsException;
import org.stylize.engine.safetensors.SafetensorsWriter;
import org.stylize.engine.safetensors.Seal;

/**
 * The description of a style image as a file in the format safetensors: one tensor for each part, by number, and a seal; the
 * texts {@code kind}, {@code version}, {@code digest} and {@code parts}. On the device's thread.
 */
final class StyleDescriptionFile {
    /** Changes when the layout changes. */
    private static final String VERSION = "1";

    private static final String KIND = "stylize-style-description";

    private StyleDescriptionFile() {}

    /** Whether a description can be written: it can if its numbers are floats of 32 or 64 bits. */
    static boolean suits(StyleStatistics statistics) {
        return statistics.parts().stream().allMatch(FloatArrays::areIn);
    }

    /** @param digest of what decides about the description */
    static byte[] write(String digest, StyleStatistics statistics) {
        SafetensorsWriter tensors = new SafetensorsWriter();
        tensors.text("kind", KIND);
        tensors.text("version", VERSION);
        tensors.text("digest", digest);
        int parts = statistics.parts().size();
        tensors.text("parts", Integer.toString(parts));
        for (int i = 0; i < parts; i++) {
            FloatArrays.write(tensors, Integer.toString(i), statistics.parts().get(i));
        }
        return Seal.sealed(tensors);
    }

    /**
     * The description in a file.
     *
     * @param digest that the file must have
     * @param keeper gets the description
     * @throws SafetensorsException if the file is no description of that digest, or is not whole
     */
    static StyleStatistics read(byte[] file, String digest, NDManager keeper) {
        Safetensors content = Safetensors.read(file);
        require(content, "kind", KIND);
        require(content, "version", VERSION);
        require(content, "digest", digest);
        if (!Seal.isWhole(file, content)) {
            throw new SafetensorsException("its bytes do not have the SHA-256 that they were written with");
        }
        int parts = Integer.parseInt(String.valueOf(content.text("parts")));
        return new StyleStatistics(IntStream.range(0, parts)
                .mapToObj(i -> FloatArrays.read(content, Integer.toString(i), keeper))
                .toList());
    }

    private static void require(Safetensors content, String name, String expected) {
        if (!expected.equals(content.text(name))) {
            throw new SafetensorsException(name + " must be " + expected + " but is " + content.text(name));
        }
    }
}
