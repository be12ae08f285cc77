package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.engine.safetensors.NumberType;
import org.stylize.engine.safetensors.Safetensors;
import org.stylize.engine.safetensors.SafetensorsException;

/** Makes the network's weights from a safetensors file whose tensors have the names of torchvision. */
final class Vgg19Loader {
    /** Numbers of conv1_1 to conv5_1 among all layers, poolings and ReLUs counted. */
    private static final int[] CONVOLUTIONS = {0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28};

    private Vgg19Loader() {}

    /**
     * Fetches, verifies and loads the weights.
     *
     * @return arrays on {@code manager}, which closes them
     * @throws WeightsException if there is no file with the digest, or it holds another network
     */
    static Vgg19Weights load(WeightsSource source, NDManager manager) {
        byte[] bytes = WeightsFile.fetch(source);
        try {
            Safetensors file = Safetensors.read(bytes);
            return new Vgg19Weights(IntStream.of(CONVOLUTIONS)
                    .mapToObj(i -> new Vgg19Weights.Convolution(
                            array(file, "features." + i + ".weight", manager),
                            array(file, "features." + i + ".bias", manager)))
                    .toList());
        } catch (SafetensorsException | IllegalArgumentException e) {
            throw new WeightsException(
                    "the weights at " + source.location() + " are not those of VGG-19: " + e.getMessage(), e);
        }
    }

    private static NDArray array(Safetensors file, String name, NDManager manager) {
        Shape shape = new Shape(file.shape(name));
        if (file.type(name) != NumberType.F16) {
            return manager.create(file.floats(name), shape);
        }
        // Java takes 0.2 s of processor time for the 13 million numbers of the network, the engine next to none.
        try (NDArray halves = manager.create(file.halves(name), shape, DataType.FLOAT16)) {
            return halves.toType(DataType.FLOAT32, true);
        }
    }
}
