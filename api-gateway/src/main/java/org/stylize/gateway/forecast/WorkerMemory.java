package org.stylize.gateway.forecast;

import org.stylize.recipe.ImageSize;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.Recipe;

/**
 * About how much memory a worker on a CPU has when it does a job in fp32. Fitted to what was measured (docs/requirements.md), and
 * off by up to a third; in bf16 it is less.
 */
public final class WorkerMemory {
    /** Of a worker without a job: program, network, kernels. */
    private static final long IDLE_BYTES = 670L << 20;
    /** Feature maps and gradients for a pixel of the picture. */
    private static final long MAP_BYTES = 3_700;
    /** Pictures that need more are worked on in tiles. */
    private static final long MOST_MAP_BYTES = 1L << 30;
    /** Of an array of the picture's size. */
    private static final long ARRAY_BYTES = 12;
    /** The picture, its gradient, the content image, and what they are copied to. */
    private static final int ARRAYS = 5;

    private WorkerMemory() {}

    /**
     * Bytes.
     *
     * @param size of the pastiche
     */
    public static long bytes(Recipe recipe, ImageSize size) {
        long maps = Math.min(MAP_BYTES * size.pixels(), MOST_MAP_BYTES);
        return IDLE_BYTES + maps + (ARRAYS + optimizerArrays(recipe)) * ARRAY_BYTES * size.pixels();
    }

    private static int optimizerArrays(Recipe recipe) {
        return recipe.optimizer().match(new OptimizerSettings.Cases<Integer>() {
            @Override
            public Integer adam(OptimizerSettings.Adam adam) {
                return 2;
            }

            @Override
            public Integer lbfgs(OptimizerSettings.Lbfgs lbfgs) {
                return 2 * lbfgs.history() + 2;
            }
        });
    }
}
