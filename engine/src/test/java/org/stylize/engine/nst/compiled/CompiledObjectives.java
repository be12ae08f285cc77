package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.engine.nst.TestStyle;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.recipe.Recipe;

/** Objectives of a compiled back end of their own, in a given precision. The content's manager closes the back end. */
final class CompiledObjectives {
    private CompiledObjectives() {}

    /** With one style image. */
    static Objective of(Recipe recipe, Vgg19Weights weights, Precision precision, NDArray content, NDArray style) {
        return of(recipe, weights, precision, content, List.of(new TestStyle(style, 1)));
    }

    /** With several style images. */
    static Objective of(
            Recipe recipe, Vgg19Weights weights, Precision precision, NDArray content, List<TestStyle> styles) {
        return of(recipe, weights, precision, Operators.of(content.getDevice()), content, styles);
    }

    /** With other operators than the device's. */
    static Objective of(
            Recipe recipe,
            Vgg19Weights weights,
            Precision precision,
            Operators operators,
            NDArray content,
            List<TestStyle> styles) {
        CompiledBackEnd backEnd =
                new CompiledBackEnd(content.getManager(), weights, operators, List.of(Precision.values()));
        return TestObjectives.of(
                backEnd,
                recipe.withPrecision(precision.choice()),
                content,
                styles,
                Regions.NONE,
                PreparedRecipe.WHOLE_PICTURE);
    }
}
