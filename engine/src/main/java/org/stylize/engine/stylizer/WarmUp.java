package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.stylize.engine.nst.BackEnd;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.Protection;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.StyleTransfer;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/** One step on a small picture: loads the program of the default preset, prepares the kernels and runs all code once. */
final class WarmUp {
    private static final Recipe RECIPE = Presets.named("balanced");
    private static final Shape PICTURE = new Shape(1, 3, 64, 64);

    private WarmUp() {}

    /** On the device's thread. Closes what no job needs. */
    static void run(NDManager device, BackEnd backEnd, MemoryPolicy memory) {
        try (NDManager scope = device.newSubManager()) {
            StyleCache cache = new StyleCache(scope, 0, StoredDescriptions.NONE);
            NDArray content = scope.randomUniform(-1, 1, PICTURE);
            StyleImage style = new StyleImage(
                    "warm up", new ImageSize(64, 64), 1, manager -> manager.randomUniform(-1, 1, PICTURE));
            JobObjectives objectives =
                    new JobObjectives(backEnd, RECIPE, PreparedScales.plain(backEnd, RECIPE), memory, cache, List.of());
            Objective objective =
                    objectives.of(RECIPE.stages().get(0), content, List.of(style), Regions.NONE, Protection.NONE);
            new StyleTransfer(RECIPE, objective, content).step();
        }
    }
}
