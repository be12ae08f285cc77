package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.Variable;

/** The files that the programs in {@code src/test/python} wrote, and the pictures that they read. */
public final class Golden {
    private Golden() {}

    public static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(bytes(name));
    }

    static FloatBuffer floats(String name) throws IOException {
        return ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    static RgbImage picture(String name) throws IOException {
        return ImageDecoder.decode(bytes(name), ImageLimits.DEFAULT);
    }

    /** As RGB values from 0 to 1. */
    public static NDArray picture(NDManager manager, String name) throws IOException {
        RgbImage image = picture(name);
        return PictureSpace.of(Variable.Space.RGB).of(manager, image.units(), image.size());
    }

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
