package org.stylize.worker.nst.compiled;

import static java.util.stream.Collectors.joining;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.stylize.recipe.Layer;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Variable;
import org.stylize.worker.nst.PictureSpace;

/**
 * The program of an objective: forward through VGG-19 to the deepest layer that a loss reads, then back to the picture,
 * and on the way each loss with its gradient where it reads. Methods:
 *
 * <ul>
 *   <li>{@code image_kernel(k, size)} prepares the first kernel, which reads the picture
 *   <li>{@code forward_kernel(k, size)} and {@code backward_kernel(k, size)} prepare a kernel (outputs, inputs, 3, 3) for
 *       maps of that size; the gradient of a convolution with respect to its input is a convolution too, with the kernel
 *       turned by 180° and its channels exchanged
 *   <li>{@code bias(b)} prepares a bias
 *   <li>{@code content_targets(x, w, b)} makes the targets from the content image
 *   <li>{@code style_statistics(x, w, b)} tells from a style image what the targets are made from, and {@code
 *       style_targets(s)} makes them of the statistics, averaged where there are several style images
 *   <li>{@code evaluate(x, w, b, v, t)} gives the losses and the gradient; v are backward kernels, t the targets of all
 *       losses that have one, in their order
 * </ul>
 *
 * Pictures are (1, 3, H, W) in the space that is optimized, 32-bit floats.
 */
final class ObjectiveScript {
    private final Network network;
    private final Variable.Space space;
    private final List<TermScript> terms;
    private final Precision precision;
    private final Operators operators;
    private final Set<Layer> taps = new HashSet<>();
    private final List<Layer> layers;

    ObjectiveScript(Recipe recipe, List<TermScript> terms, Precision precision, Operators operators) {
        this.network = recipe.network();
        this.space = recipe.variable().space();
        this.terms = List.copyOf(terms);
        this.precision = precision;
        this.operators = operators;
        terms.forEach(term -> term.layer().ifPresent(taps::add));
        int deepest = taps.stream().mapToInt(Layer.known()::indexOf).max().orElse(-1);
        this.layers = Layer.known().subList(0, deepest + 1);
    }

    /** Number of convolutions that it runs. */
    int convolutions() {
        return layers.isEmpty() ? 0 : layers.get(layers.size() - 1).convolutionIndex() + 1;
    }

    /** Text of the methods. */
    String text() {
        Script script = new Script();
        script.method("converted(self, x: Tensor) -> Tensor")
                .line("return torch.to(x, %s, False, False, 2)", precision.scalarType());
        script.method("forward_kernel(self, k: Tensor, size: List[int]) -> Tensor")
                .line("return %s", operators.packed("self.converted(k)", "size"));
        script.method("image_kernel(self, k: Tensor, size: List[int]) -> Tensor")
                .line("image = %s", precision.image("torch.zeros(size)"))
                .line("return self.forward_kernel(%s, torch.size(image))", precision.imageKernel("k"));
        script.method("backward_kernel(self, k: Tensor, size: List[int]) -> Tensor")
                .line("turned = torch.transpose(torch.flip(k, [2, 3]), 0, 1)")
                .line("return %s", operators.packed("self.converted(turned)", "size"));
        script.method("bias(self, b: Tensor) -> Tensor").line("return torch.to(b, %s)", precision.scalarType());
        statistics(script, "content_targets", TermScript.Source.CONTENT);
        statistics(script, "style_statistics", TermScript.Source.STYLE);
        styleTargets(script);
        evaluation(script);
        return script.text();
    }

    private void statistics(Script script, String method, TermScript.Source source) {
        script.method(method + "(self, x: Tensor, w: List[Tensor], b: List[Tensor]) -> List[Tensor]")
                .line("targets = annotate(List[Tensor], [])");
        List<TermScript> own =
                terms.stream().filter(term -> term.source() == source).toList();
        if (!own.isEmpty()) {
            forward(script);
            own.forEach(term -> script.line(
                    "targets.append(%s)",
                    term.statistics(term.layer().map(Layer::name).orElse("x"))));
        }
        script.line("return targets");
    }

    private void styleTargets(Script script) {
        script.method("style_targets(self, s: List[Tensor]) -> List[Tensor]")
                .line("targets = annotate(List[Tensor], [])");
        int i = 0;
        for (TermScript term : terms) {
            if (term.source() == TermScript.Source.STYLE) {
                script.line("targets.append(%s)", term.target(script, "s[" + i + "]"));
                i++;
            }
        }
        script.line("return targets");
    }

    private void evaluation(Script script) {
        script.method("evaluate(self, x: Tensor, w: List[Tensor], b: List[Tensor], v: List[Tensor], t: List[Tensor])"
                + " -> Tuple[Tensor, Tensor]");
        if (layers.isEmpty()) {
            script.line("gradient = torch.zeros_like(x)");
        } else {
            forward(script);
            backward(script);
            script.line("gradient = torch.contiguous(torch.to(d, 6))");
            if (space == Variable.Space.RGB) {
                script.line("gradient = torch.div(gradient, deviation)");
            }
        }
        losses(script, Optional.empty(), "x", "gradient");
        String values = IntStream.range(0, terms.size())
                .mapToObj(ObjectiveScript::value)
                .collect(joining(", "));
        script.line("return (torch.stack([%s]), gradient)", values);
    }

    private void forward(Script script) {
        switch (space) {
            case NORMALIZED -> script.line("normalized = x");
            case RGB ->
                script.line("mean = %s", byColour(PictureSpace.mean()))
                        .line("deviation = %s", byColour(PictureSpace.deviation()))
                        .line("normalized = torch.div(torch.sub(x, mean), deviation)");
        }
        script.line("h = self.converted(%s)", precision.image("normalized"));
        for (Layer layer : layers) {
            if (layer.rectified()) {
                if (!fused(layer)) {
                    script.line("h = torch.relu(h)");
                }
                script.line("%s = h", layer);
                continue;
            }
            int k = layer.convolutionIndex();
            if (followsPooling(layer)) {
                pool(script, layer);
            }
            Layer rectified = new Layer(layer.block(), layer.convolution(), true);
            script.line("h = %s", operators.convolution("h", "w[" + k + "]", "b[" + k + "]", fused(rectified)));
            if (!fused(rectified)) {
                script.line("%s = h", layer);
            }
        }
    }

    private void pool(Script script, Layer next) {
        switch (network.pooling()) {
            case MAX ->
                script.line(
                        "pool%s, where%s = torch.max_pool2d_with_indices(h, [2, 2], [2, 2], [0, 0], [1, 1], False)",
                        next.block() - 1, next.block() - 1);
            case AVERAGE, L2 -> throw unsupported();
        }
        script.line("h = pool%s", next.block() - 1);
    }

    private void backward(Script script) {
        script.line("d = torch.zeros_like(%s)", layers.get(layers.size() - 1));
        boolean rectifiedByPool = false;
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            losses(script, Optional.of(layer), layer.name(), "d");
            if (layer.rectified()) {
                if (!rectifiedByPool) {
                    rectify(script, layer.name());
                }
                rectifiedByPool = false;
                continue;
            }
            script.line("d = %s", operators.convolution("d", "v[" + layer.convolutionIndex() + "]", "None", false));
            if (followsPooling(layer)) {
                Layer before = layers.get(i - 1);
                rectifiedByPool = !taps.contains(before);
                unpool(script, before, rectifiedByPool);
            }
        }
    }

    /** The gradient passes a maximum only where it came from, so there the pooled map can stand for the larger one. */
    private void unpool(Script script, Layer before, boolean rectify) {
        switch (network.pooling()) {
            case MAX -> {
                if (rectify) {
                    rectify(script, "pool" + before.block());
                }
                script.line(
                        "d = torch.max_pool2d_with_indices_backward(d, %s, [2, 2], [2, 2], [0, 0], [1, 1], False,"
                                + " where%s)",
                        before, before.block());
            }
            case AVERAGE, L2 -> throw unsupported();
        }
    }

    private IllegalArgumentException unsupported() {
        return new IllegalArgumentException("this back end does not run " + network);
    }

    private static void rectify(Script script, String maps) {
        script.line("torch.threshold_backward(d, %s, 0, grad_input=d)", maps);
    }

    /** The losses that read one layer, or the picture. */
    private void losses(Script script, Optional<Layer> layer, String maps, String gradient) {
        int target = 0;
        for (int i = 0; i < terms.size(); i++) {
            TermScript term = terms.get(i);
            if (term.layer().equals(layer)) {
                term.write(script, new TermScript.Variables(maps, "t[" + target + "]", gradient, value(i)));
            }
            if (term.source() != TermScript.Source.NONE) {
                target++;
            }
        }
    }

    private static String value(int term) {
        return "loss" + term;
    }

    /** Whether a ReLU is part of its convolution, which it can be where nobody reads the map before it. */
    private boolean fused(Layer rectified) {
        return layers.contains(rectified)
                && !taps.contains(new Layer(rectified.block(), rectified.convolution(), false));
    }

    private static String byColour(List<Float> values) {
        return "torch.reshape(torch.to(torch.tensor(" + values + "), x), [1, 3, 1, 1])";
    }

    private static boolean followsPooling(Layer convolution) {
        return convolution.convolution() == 1 && convolution.block() > 1;
    }
}
