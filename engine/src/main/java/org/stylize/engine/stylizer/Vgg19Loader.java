package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;
import org.stylize.engine.nst.Vgg19Weights;

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
        Safetensors file = Safetensors.read(WeightsFile.fetch(source));
        List<Vgg19Weights.Convolution> convolutions = IntStream.of(CONVOLUTIONS)
                .mapToObj(i -> new Vgg19Weights.Convolution(
                        file.float32("features." + i + ".weight", manager),
                        file.float32("features." + i + ".bias", manager)))
                .toList();
        try {
            return new Vgg19Weights(convolutions);
        } catch (IllegalArgumentException e) {
            throw new WeightsException("the weights at " + source.location() + " are not those of VGG-19", e);
        }
    }
}
