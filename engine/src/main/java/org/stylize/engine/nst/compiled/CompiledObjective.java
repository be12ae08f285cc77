package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.Style;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.recipe.Recipe;

/**
 * An objective as one program with its gradient written out. Any number of them may be evaluated at the same time, each by
 * one thread.
 */
final class CompiledObjective implements Objective {
    private final Program program;
    private final List<NDArray> targets;
    private final List<NDArray> regions;

    /**
     * With targets of all losses of maps.
     *
     * @param regions as the program takes them
     */
    CompiledObjective(Program program, List<NDArray> targets, List<NDArray> regions) {
        this.program = program;
        this.targets = targets;
        this.regions = regions;
    }

    /**
     * The objective of a recipe for some pictures, all in the recipe's space, with a back end of its own.
     *
     * @param weights 32-bit floats on the device of the pictures; only read
     * @param content shape (1, 3, H, W); stays open; its manager gets all that the objective needs, and closes it
     * @param styles at least one, each with a picture of shape (1, 3, H', W'), which stay open
     */
    static Objective of(
            Recipe recipe,
            Vgg19Weights weights,
            Precision precision,
            Operators operators,
            NDArray content,
            List<Style> styles) {
        CompiledBackEnd backEnd = new CompiledBackEnd(content.getManager(), weights, operators);
        return backEnd.objective(recipe, precision, Tile.NONE, content, styles, Regions.NONE);
    }

    /** With the device's best operators. */
    static Objective of(Recipe recipe, Vgg19Weights weights, Precision precision, NDArray content, List<Style> styles) {
        return of(recipe, weights, precision, Operators.of(content.getDevice()), content, styles);
    }

    /** With one style image. */
    static Objective of(Recipe recipe, Vgg19Weights weights, Precision precision, NDArray content, NDArray style) {
        return of(recipe, weights, precision, content, List.of(new Style(style, 1)));
    }

    /** With one style image and other operators than the device's best. */
    static Objective of(
            Recipe recipe,
            Vgg19Weights weights,
            Precision precision,
            Operators operators,
            NDArray content,
            NDArray style) {
        return of(recipe, weights, precision, operators, content, List.of(new Style(style, 1)));
    }

    @Override
    public Evaluation at(NDArray picture) {
        NDManager results = picture.getManager();
        NDList losses = program.module()
                .run(
                        results,
                        "evaluate",
                        argument(picture),
                        program.kernels().w(),
                        program.kernels().b(),
                        program.kernels().v(),
                        argument(targets),
                        argument(regions),
                        program.weights());
        float[] values = losses.get(0).toFloatArray();
        return new Evaluation(program.named(values), losses.get(1));
    }
}
