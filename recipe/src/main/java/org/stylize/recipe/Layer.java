package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in VGG-19 where feature maps are read, named as in the paper: {@code conv4_2} is the output of a convolution
 * before its ReLU, {@code relu4_2} the same after it.
 *
 * <p>The known layers are conv1_1 to conv5_1 and their ReLUs: no recipe needs deeper layers, and the shipped weights
 * end there.
 *
 * @param block number of the block of convolutions between two poolings, from 1
 * @param convolution number of the convolution in its block, from 1
 * @param rectified whether the tap lies after the ReLU
 */
public record Layer(int block, int convolution, boolean rectified) {
    private static final int[] CONVOLUTIONS = {2, 2, 4, 4, 1};
    private static final List<Layer> ALL = all();

    public Layer {
        if (block < 1 || block > CONVOLUTIONS.length || convolution < 1 || convolution > CONVOLUTIONS[block - 1]) {
            throw new InvalidRecipeException(
                    "layer",
                    "must be one of conv1_1 to conv5_1 but is block " + block + ", convolution " + convolution);
        }
    }

    /**
     * The layer of that name.
     *
     * @throws InvalidRecipeException if there is none, naming the nearest
     */
    @JsonCreator
    public static Layer named(String name) {
        for (Layer layer : ALL) {
            if (layer.name().equals(name)) {
                return layer;
            }
        }
        throw new InvalidRecipeException(
                "layer",
                "is unknown: "
                        + UnknownName.of(name, ALL.stream().map(Layer::name).toList()));
    }

    /** All layers, from the picture inwards. */
    public static List<Layer> known() {
        return ALL;
    }

    /** {@code conv4_2} or {@code relu4_2}. */
    @JsonValue
    public String name() {
        return (rectified ? "relu" : "conv") + block + "_" + convolution;
    }

    /** Position of this layer's convolution among all convolutions of the network: 0 for conv1_1, 12 for conv5_1. */
    public int convolutionIndex() {
        int index = convolution - 1;
        for (int b = 1; b < block; b++) {
            index += CONVOLUTIONS[b - 1];
        }
        return index;
    }

    /** Whether the network reaches this layer only after another. */
    public boolean isDeeperThan(Layer other) {
        return ALL.indexOf(this) > ALL.indexOf(other);
    }

    /** The shortest side, in pixels, of a picture that still has a pixel here: each pooling before it halves the sides. */
    public int shortestSidePixels() {
        return 1 << (block - 1);
    }

    @Override
    public String toString() {
        return name();
    }

    private static List<Layer> all() {
        List<Layer> layers = new ArrayList<>();
        for (int b = 1; b <= CONVOLUTIONS.length; b++) {
            for (int c = 1; c <= CONVOLUTIONS[b - 1]; c++) {
                layers.add(new Layer(b, c, false));
                layers.add(new Layer(b, c, true));
            }
        }
        return List.copyOf(layers);
    }
}
