package org.stylize.worker.nst.compiled;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stylize.recipe.Layer;
import org.stylize.recipe.Recipe;

/**
 * The program of an objective: forward through VGG-19 to the deepest layer that a loss reads, then back to the picture,
 * and on the way each loss with its gradient where it reads. Methods:
 *
 * <ul>
 *   <li>{@code content_targets(x, w, b)} makes the targets from the content image
 *   <li>{@code style_statistics(x, w, b)} tells from a style image what the targets are made from, and {@code
 *       style_targets(s)} makes them of the statistics, averaged where there are several style images
 *   <li>{@code evaluate(x, w, b, v, t)} gives the losses and the gradient; t are the targets of all losses that have one,
 *       in their order
 * </ul>
 *
 * Pictures are (1, 3, H, W) in the space that is optimized, 32-bit floats; w, b and v are {@link Kernels}.
 */
final class ObjectiveScript {
    private final List<TermScript> terms;
    private final NetworkScript network;

    ObjectiveScript(Recipe recipe, List<TermScript> terms, Precision precision, Operators operators) {
        this.terms = List.copyOf(terms);
        this.network = new NetworkScript(
                recipe.network(),
                recipe.variable().space(),
                terms.stream().map(TermScript::layer).flatMap(Optional::stream).toList(),
                precision,
                operators);
    }

    /** Number of convolutions that it runs. */
    int convolutions() {
        List<Layer> layers = network.layers();
        return layers.isEmpty() ? 0 : layers.get(layers.size() - 1).convolutionIndex() + 1;
    }

    /** Text of the methods. */
    String text() {
        Script script = new Script();
        statistics(script, "content_targets", TermScript.Source.CONTENT);
        statistics(script, "style_statistics", TermScript.Source.STYLE);
        styleTargets(script);
        evaluation(script);
        return script.text();
    }

    private void statistics(Script script, String method, TermScript.Source source) {
        script.method(method + "(self, x: Tensor, w: List[Tensor], b: List[Tensor]) -> List[Tensor]")
                .line("targets = annotate(List[Tensor], [])");
        if (terms.stream().anyMatch(term -> term.source() == source)) {
            network.forward(script);
        }
        for (TermScript term : terms) {
            if (term instanceof TermScript.OfMaps ofMaps && term.source() == source) {
                positions(script, ofMaps.tap());
                script.line(
                        "targets.append(%s)",
                        ofMaps.statistics(script, ofMaps.tap().name(), "positions"));
            }
        }
        script.line("return targets");
    }

    private void styleTargets(Script script) {
        script.method("style_targets(self, s: List[Tensor]) -> List[Tensor]")
                .line("targets = annotate(List[Tensor], [])");
        int i = 0;
        for (TermScript term : terms) {
            if (term instanceof TermScript.OfMaps ofMaps && term.source() == TermScript.Source.STYLE) {
                script.line("targets.append(%s)", ofMaps.target(script, "s[" + i + "]"));
                i++;
            }
        }
        script.line("return targets");
    }

    private void evaluation(Script script) {
        script.method("evaluate(self, x: Tensor, w: List[Tensor], b: List[Tensor], v: List[Tensor], t: List[Tensor])"
                + " -> Tuple[Tensor, Tensor]");
        network.forward(script);
        network.backward(script, layer -> lossesOf(script, layer));
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i) instanceof TermScript.OfPicture ofPicture) {
                ofPicture.write(script, "x", "gradient", value(i));
            }
        }
        String values = IntStream.range(0, terms.size())
                .mapToObj(ObjectiveScript::value)
                .collect(joining(", "));
        script.line("return (torch.stack([%s]), gradient)", values);
    }

    /** The losses that read one layer, at all its positions. */
    private void lossesOf(Script script, Layer layer) {
        int target = 0;
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i) instanceof TermScript.OfMaps term) {
                if (term.tap().equals(layer)) {
                    positions(script, layer);
                    TermScript.Part whole = new TermScript.Part(layer.name(), "t[" + target + "]", "positions", "d");
                    term.read(script, whole);
                    script.line("sums = %s", term.sums(script, whole));
                    term.value(script, "sums", whole.target(), whole.positions(), value(i), "slope");
                    term.gradient(script, whole, "slope");
                }
                target++;
            }
        }
    }

    private static void positions(Script script, Layer layer) {
        script.line("positions = float(torch.size(%s, 2) * torch.size(%s, 3))", layer, layer);
    }

    private static String value(int term) {
        return "loss" + term;
    }
}
