package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.OtherExecutionException;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.recipe.Execution;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;

/** Decides which pictures are computed in tiles. Any thread. */
final class MemoryPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryPolicy.class);
    private static final double MEBIBYTE = 1 << 20;

    /** More is not faster, and a poster then stays below 4 GB with all that is not a step. */
    private static final long MOST_BYTES = 1L << 30;

    private final MemorySettings settings;

    private MemoryPolicy(MemorySettings settings) {
        this.settings = settings;
    }

    /**
     * The policy of a device. If the settings leave the memory of a job to the stylizer, it is half of what is free now, and
     * at most 1 GiB. The engine does not tell how much memory a GPU has left; there, pictures are computed in tiles only if a setting asks for it.
     */
    static MemoryPolicy of(MemorySettings settings, NDManager device) {
        if (settings.jobBytes() > 0) {
            return new MemoryPolicy(settings);
        }
        long bytes = device.getDevice().isGpu() ? Long.MAX_VALUE : Math.min(FreeMemory.bytes() / 2, MOST_BYTES);
        return new MemoryPolicy(new MemorySettings(settings.tileSidePixels(), bytes, settings.styleCacheBytes()));
    }

    /** The policy that an execution has. */
    MemoryPolicy of(Execution execution) {
        long bytes = execution.memoryBytes() == 0 ? Long.MAX_VALUE : execution.memoryBytes();
        return new MemoryPolicy(new MemorySettings(execution.tileSidePixels(), bytes, settings.styleCacheBytes()));
    }

    /** The execution with what decides about tiles by this policy; nothing if no picture of the job has any. */
    Execution tiled(Execution execution, Recipe recipe, PreparedScales prepared, Originals originals) {
        if (sides(recipe, prepared, originals)
                .equals(of(execution.withTiles(0, 0)).sides(recipe, prepared, originals))) {
            return execution.withTiles(0, 0);
        }
        return settings.tileSidePixels() > 0
                ? execution.withTiles(settings.tileSidePixels(), 0)
                : execution.withTiles(0, settings.jobBytes());
    }

    /**
     * Checks that this policy allows at least as much at once as an execution needs.
     *
     * @throws OtherExecutionException naming the longest sides
     */
    void checkAllows(Execution execution, Recipe recipe, PreparedScales prepared, Originals originals) {
        List<Integer> needed = of(execution).sides(recipe, prepared, originals);
        List<Integer> allowed = sides(recipe, prepared, originals);
        for (int i = 0; i < needed.size(); i++) {
            if (allowed.get(i) < needed.get(i)) {
                throw new OtherExecutionException("the job is processed in parts of up to " + needed.get(i)
                        + " pixels, but the memory of this stylizer allows " + allowed.get(i));
            }
        }
    }

    /**
     * The longest side of what is computed at once.
     *
     * @param picture shape (1, 3, H, W)
     */
    int tileSidePixels(PreparedRecipe recipe, Shape picture) {
        int side = side(recipe, picture);
        if (settings.tileSidePixels() == 0 && side < Math.max(picture.get(2), picture.get(3))) {
            LOG.info(
                    "{}×{} pixels are computed in tiles of {}: a step on the whole picture would take about {} MiB of"
                            + " {}",
                    picture.get(3),
                    picture.get(2),
                    side,
                    Math.round(recipe.stepBytes(picture) / MEBIBYTE),
                    Math.round(settings.jobBytes() / MEBIBYTE));
        }
        return side;
    }

    private int side(PreparedRecipe recipe, Shape picture) {
        return settings.tileSidePixels() > 0
                ? settings.tileSidePixels()
                : recipe.tileSidePixels(picture, settings.jobBytes());
    }

    /** The longest side of what is computed at once, for each picture of a job at each scale; the picture's if it is computed whole. */
    List<Integer> sides(Recipe recipe, PreparedScales prepared, Originals originals) {
        List<Integer> sides = new ArrayList<>();
        for (Scales.Scale scale : recipe.stages()) {
            PreparedRecipe there = prepared.at(scale);
            sides.add(side(there, recipe.contentSizeFor(originals.content().size(), scale)));
            for (StyleOriginal style : originals.styles()) {
                sides.add(side(there, recipe.styleSizeFor(style.size(), scale)));
            }
        }
        return sides;
    }

    /** The longest side of what is computed at once, at most that of the picture. */
    int side(PreparedRecipe prepared, ImageSize size) {
        return Math.min(size.longSide(), side(prepared, shape(size)));
    }

    private static Shape shape(ImageSize size) {
        return new Shape(1, 3, size.height(), size.width());
    }

    /**
     * Checks that no picture of a job is computed in tiles if a loss needs pictures whole.
     *
     * @throws UnsuitableJobException naming the loss, the picture and the longest side of tiles
     */
    void check(Recipe recipe, PreparedScales prepared, Originals originals) {
        for (Scales.Scale scale : recipe.stages()) {
            PreparedRecipe there = prepared.at(scale);
            check(
                    there,
                    "content image",
                    recipe.contentSizeFor(originals.content().size(), scale));
            for (StyleOriginal style : originals.styles()) {
                check(there, "style image", recipe.styleSizeFor(style.size(), scale));
            }
        }
    }

    private void check(PreparedRecipe prepared, String role, ImageSize size) {
        Shape picture = shape(size);
        prepared.checkTiles(role, picture, tileSidePixels(prepared, picture));
    }
}
