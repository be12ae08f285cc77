package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.to;
import static org.stylize.engine.nst.compiled.TorchTypes.toChannelsLast;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.PictureSpace;
import org.stylize.recipe.Layer;
import org.stylize.recipe.Network;
import org.stylize.recipe.Variable;

/**
 * Lines that run VGG-19 to the deepest layer that is read, and back to the picture. Methods with these lines take a picture
 * {@code x}, (1, 3, H, W) in the space that is optimized, kernels {@code w} and biases {@code b}, and for the backward pass
 * kernels {@code v}, as {@link Kernels} prepares them.
 */
final class NetworkScript {
    private final PoolingScript pooling;
    private final Rectifier rectifier;
    private final Network.Padding padding;
    private final Variable.Space space;
    private final Precision precision;
    private final Operators operators;
    private final Set<Layer> taps;
    private final List<Layer> layers;

    /**
     * Of a network that is read at some layers.
     *
     * @param taps may be empty; then there are no convolutions
     */
    NetworkScript(
            Network network, Variable.Space space, Collection<Layer> taps, Precision precision, Operators operators) {
        this.pooling = PoolingScript.of(network, precision, operators);
        this.rectifier = Rectifier.of(precision, operators);
        this.padding = network.padding();
        this.space = space;
        this.precision = precision;
        this.operators = operators;
        this.taps = Set.copyOf(taps);
        int deepest = taps.stream().mapToInt(Layer.known()::indexOf).max().orElse(-1);
        this.layers = Layer.known().subList(0, deepest + 1);
    }

    /** Whether no layer is read. */
    boolean isEmpty() {
        return layers.isEmpty();
    }

    /** Number of convolutions that are run; one at least, because the engine knows no type of an empty list of kernels. */
    int convolutions() {
        return (int)
                Math.max(1, layers.stream().filter(layer -> !layer.rectified()).count());
    }

    /** About how much memory the forward and the backward pass take. */
    MemoryEstimate memory() {
        return MemoryEstimate.of(layers, precision.bytes(), pooling.keptBytes(), reachPixels());
    }

    /**
     * How far, in pixels, a position of the deepest layer sees beyond the pixels that it stands for. The gradient of a loss at
     * that layer reaches as far.
     */
    int reachPixels() {
        return layers.stream()
                .filter(layer -> !layer.rectified())
                .mapToInt(Layer::shortestSidePixels)
                .sum();
    }

    /**
     * Lines that leave the maps of each layer that is read in a variable with its name.
     *
     * @param reader writes lines that read the maps of a layer as soon as they are computed; maps that are not read later
     *     are freed then
     */
    void forward(Script script, Consumer<Layer> reader) {
        if (layers.isEmpty()) {
            return;
        }
        switch (space) {
            case NORMALIZED -> script.line("normalized = x");
            case RGB ->
                script.line("mean = %s", byColour(PictureSpace.mean()))
                        .line("deviation = %s", byColour(PictureSpace.deviation()))
                        .line("normalized = torch.div(torch.sub(x, mean), deviation)");
        }
        script.line("h = %s", toChannelsLast(PrecisionScript.image(precision, "normalized"), mapType(precision)));
        for (Layer layer : layers) {
            if (layer.rectified()) {
                if (!fused(layer)) {
                    script.line("h = torch.relu(h)");
                }
                script.line("%s = h", layer);
                read(layer, reader);
                continue;
            }
            int k = layer.convolutionIndex();
            if (followsPooling(layer)) {
                pooling.forward(script, "h", pooled(layer));
                script.line("h = %s", pooled(layer));
            }
            Layer rectified = new Layer(layer.block(), layer.convolution(), true);
            PaddingScript border = PaddingScript.of(padding, k);
            border.forward(script);
            script.line(
                    "h = %s",
                    operators.convolution("h", "w[" + k + "]", "b[" + k + "]", border.zeros(), fused(rectified)));
            if (!fused(rectified)) {
                script.line("%s = h", layer);
                read(layer, reader);
            }
        }
    }

    /**
     * Lines that assign to {@code gradient} the gradient with respect to {@code x}, 32-bit floats.
     *
     * @param losses writes lines that add, to the gradient {@code d} with respect to the maps of a layer, the gradients of
     *     the losses that read the layer
     */
    void backward(Script script, Consumer<Layer> losses) {
        if (layers.isEmpty()) {
            script.line("gradient = torch.zeros_like(x)");
            return;
        }
        script.line("d = torch.zeros_like(%s)", layers.get(layers.size() - 1));
        boolean rectifiedByPool = false;
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            losses.accept(layer);
            if (layer.rectified()) {
                if (!rectifiedByPool) {
                    rectifier.backward(script, layer.name());
                }
                rectifiedByPool = false;
                continue;
            }
            int k = layer.convolutionIndex();
            PaddingScript border = PaddingScript.of(padding, k);
            script.line("d = %s", operators.convolution("d", "v[" + k + "]", "None", border.zerosBack(), false));
            border.backward(script);
            if (followsPooling(layer)) {
                Layer before = layers.get(i - 1);
                rectifiedByPool = !taps.contains(before);
                pooling.backward(script, before.name(), pooled(layer), rectifiedByPool);
            }
        }
        script.line("gradient = torch.contiguous(%s)", to("d", FLOAT32));
        if (space == Variable.Space.RGB) {
            script.line("gradient = torch.div(gradient, deviation)");
        }
    }

    private void read(Layer layer, Consumer<Layer> reader) {
        if (taps.contains(layer)) {
            reader.accept(layer);
        }
    }

    /** Whether a ReLU is part of its convolution. It can be, unless a loss reads the map before it. */
    private boolean fused(Layer rectified) {
        return layers.contains(rectified)
                && !taps.contains(new Layer(rectified.block(), rectified.convolution(), false));
    }

    private static String byColour(List<Float> values) {
        return "torch.reshape(torch.to(torch.tensor(" + values + "), x), [1, 3, 1, 1])";
    }

    /** The variable with the pooled maps that a convolution reads. */
    private static String pooled(Layer convolution) {
        return "pool" + (convolution.block() - 1);
    }

    private static boolean followsPooling(Layer convolution) {
        return convolution.convolution() == 1 && convolution.block() > 1;
    }
}
