package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.stylize.recipe.Layer;
import org.stylize.recipe.Network;

/**
 * VGG-19 without its classifier, run up to the deepest tapped layer. The ReLU is a step of its own that writes to a new
 * array: a layer can be read before and after it. Not bound to a thread; the weights are only read.
 */
final class Vgg19 implements FeatureExtractor {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);
    private static final float SMALLEST_SQUARE = 1e-12f;

    private final Vgg19Weights weights;
    private final Network network;
    private final Set<Layer> taps;
    private final int depth;

    /**
     * A network that is read at {@code taps}.
     *
     * @param taps at least one
     */
    Vgg19(Vgg19Weights weights, Network network, Collection<Layer> taps) {
        this.weights = weights;
        this.network = network;
        this.taps = Set.copyOf(taps);
        this.depth = this.taps.stream()
                        .map(Layer.known()::indexOf)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(() -> new IllegalArgumentException("at least one layer must be tapped"))
                + 1;
    }

    @Override
    public Features featuresOf(NDArray image) {
        Map<Layer, NDArray> maps = new HashMap<>();
        NDArray current = image;
        for (Layer layer : Layer.known().subList(0, depth)) {
            if (!layer.rectified() && layer.convolution() == 1 && layer.block() > 1) {
                current = replace(current, pooled(current), image, maps);
            }
            current = replace(
                    current, layer.rectified() ? Activation.relu(current) : convolved(current, layer), image, maps);
            if (taps.contains(layer)) {
                maps.put(layer, current);
            }
        }
        return new Features(image, maps);
    }

    private NDArray convolved(NDArray maps, Layer layer) {
        Vgg19Weights.Convolution convolution = weights.of(layer);
        return switch (network.padding()) {
            case ZERO -> convolved(maps, convolution, ONE);
            case REFLECT -> convolved(Borders.reflected(maps), convolution, NONE);
            case REPLICATE -> convolved(Borders.repeated(maps), convolution, NONE);
            case REPLICATE_PICTURE ->
                layer.convolutionIndex() == 0
                        ? convolved(Borders.repeated(maps), convolution, NONE)
                        : convolved(maps, convolution, ONE);
        };
    }

    private static NDArray convolved(NDArray maps, Vgg19Weights.Convolution convolution, Shape zeros) {
        return Conv2d.conv2d(maps, convolution.kernel(), convolution.bias(), ONE, zeros, ONE, 1)
                .singletonOrThrow();
    }

    private NDArray pooled(NDArray maps) {
        NDArray pooled =
                switch (network.pooling()) {
                    case MAX -> Pool.maxPool2d(maps, TWO, TWO, NONE, false);
                    case AVERAGE -> Pool.avgPool2d(maps, TWO, TWO, NONE, false, false);
                    // Maps behind a ReLU may be 0 in all four places, where the root has no derivative.
                    case L2 ->
                        Scalar.times(4, Pool.avgPool2d(maps.square(), TWO, TWO, NONE, false, false))
                                .add(SMALLEST_SQUARE)
                                .sqrt();
                };
        return network.poolingScale() == 1 ? pooled : Scalar.times(network.poolingScale(), pooled);
    }

    /** Closes maps that are not needed any more. The engine keeps what the gradient needs, which is less. */
    private static NDArray replace(NDArray old, NDArray successor, NDArray image, Map<Layer, NDArray> maps) {
        if (old != image && !maps.containsValue(old)) {
            old.close();
        }
        return successor;
    }
}
