package org.stylize.worker.nst.compiled;

import static org.stylize.worker.nst.compiled.TorchScriptModule.argument;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;
import org.stylize.worker.nst.Evaluation;
import org.stylize.worker.nst.LossName;
import org.stylize.worker.nst.LossValue;
import org.stylize.worker.nst.Objective;
import org.stylize.worker.nst.Style;
import org.stylize.worker.nst.Vgg19Weights;

/**
 * An objective as one program with its gradient written out. Any number of them may be evaluated at the same time, each by
 * one thread.
 */
public final class CompiledObjective implements Objective {
    private final TorchScriptModule module;
    private final Kernels kernels;
    private final List<NDArray> targets;
    private final List<LossName> names;

    private CompiledObjective(TorchScriptModule module, Kernels kernels, List<NDArray> targets, List<LossName> names) {
        this.module = module;
        this.kernels = kernels;
        this.targets = targets;
        this.names = names;
    }

    /**
     * Whether this back end runs a recipe's network; it has all losses.
     */
    public static boolean supports(Recipe recipe) {
        Network network = recipe.network();
        return network.pooling() == Network.Pooling.MAX
                && network.padding() == Network.Padding.ZERO
                && network.poolingScale() == 1;
    }

    /**
     * The objective of a recipe for some pictures, all in the recipe's space.
     *
     * @param weights 32-bit floats on the device of the pictures; only read
     * @param content shape (1, 3, H, W); stays open; its manager gets the program, the prepared
     *     kernels and the targets, and closes them
     * @param styles at least one, each with a picture of shape (1, 3, H', W'), which stay open
     * @throws IllegalArgumentException if it does not {@link #supports support} the recipe
     */
    public static CompiledObjective of(
            Recipe recipe, Vgg19Weights weights, Precision precision, NDArray content, List<Style> styles) {
        return of(recipe, weights, precision, Operators.of(content.getDevice()), content, styles);
    }

    /** With one style image. */
    static CompiledObjective of(
            Recipe recipe, Vgg19Weights weights, Precision precision, NDArray content, NDArray style) {
        return of(recipe, weights, precision, content, List.of(new Style(style, 1)));
    }

    /** With one style image and other operators than the device's best. */
    static CompiledObjective of(
            Recipe recipe,
            Vgg19Weights weights,
            Precision precision,
            Operators operators,
            NDArray content,
            NDArray style) {
        return of(recipe, weights, precision, operators, content, List.of(new Style(style, 1)));
    }

    private static CompiledObjective of(
            Recipe recipe,
            Vgg19Weights weights,
            Precision precision,
            Operators operators,
            NDArray content,
            List<Style> mixture) {
        if (!supports(recipe)) {
            throw new IllegalArgumentException("this back end does not run " + recipe.network());
        }
        NDManager keeper = content.getManager();
        List<TermScript> terms = TermScripts.of(recipe, precision);
        ObjectiveScript script = new ObjectiveScript(recipe, terms, precision, operators);
        TorchScriptModule module = TorchScriptModule.load(keeper, script.text());
        Kernels kernels =
                Kernels.prepare(weights, script.convolutions(), precision, operators, content.getShape(), keeper);
        NDList ofContent = module.run(keeper, "content_targets", argument(content), kernels.w(), kernels.b());
        NDList ofStyle = styleTargets(module, kernels, mixture, keeper);
        List<NDArray> targets = new ArrayList<>();
        int contents = 0;
        int styles = 0;
        for (TermScript term : terms) {
            switch (term.source()) {
                case CONTENT -> targets.add(ofContent.get(contents++));
                case STYLE -> targets.add(ofStyle.get(styles++));
                case NONE -> {}
            }
        }
        return new CompiledObjective(
                module, kernels, targets, terms.stream().map(TermScript::name).toList());
    }

    private static NDList styleTargets(
            TorchScriptModule module, Kernels kernels, List<Style> mixture, NDManager keeper) {
        try (NDManager scope = keeper.newSubManager()) {
            List<NDArray> statistics = new ArrayList<>();
            for (Style style : mixture) {
                NDList own = module.run(scope, "style_statistics", argument(style.picture()), kernels.w(), kernels.b());
                for (int i = 0; i < own.size(); i++) {
                    NDArray part = own.get(i).mul((float) Style.shareOf(style, mixture));
                    if (statistics.size() == i) {
                        statistics.add(part);
                    } else {
                        statistics.get(i).addi(part);
                    }
                }
            }
            return module.run(keeper, "style_targets", argument(statistics));
        }
    }

    @Override
    public Evaluation at(NDArray picture) {
        NDList results = module.run(
                picture.getManager(),
                "evaluate",
                argument(picture),
                kernels.w(),
                kernels.b(),
                kernels.v(),
                argument(targets));
        float[] values = results.get(0).toFloatArray();
        List<LossValue> losses = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            losses.add(new LossValue(names.get(i), values[i]));
        }
        return new Evaluation(losses, results.get(1));
    }
}
