package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.engine.nst.AutogradObjective;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.StrengthDial;
import org.stylize.engine.nst.Style;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.engine.nst.compiled.CompiledBackEnd;
import org.stylize.engine.nst.compiled.Precision;
import org.stylize.engine.nst.compiled.PrecisionProbe;
import org.stylize.engine.nst.compiled.StyleStatistics;
import org.stylize.recipe.Balance;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;

/** Makes the objectives of jobs on one device with one back end. On the device's thread. */
final class Objectives {
    private static final Logger LOG = LoggerFactory.getLogger(Objectives.class);
    private static final double MEBIBYTE = 1 << 20;

    private final BackEnd backEnd;
    private final Vgg19Weights weights;
    private final CompiledBackEnd compiled;
    /** What can be computed with, the best first. */
    private final List<Precision> precisions;

    private final StyleCache styles;
    private final MemorySettings memory;
    private final long jobBytes;

    /** Tries what the device is faster with, and looks how much memory it has. */
    Objectives(NDManager device, BackEnd backEnd, Vgg19Weights weights, MemorySettings memory) {
        this(
                device,
                backEnd,
                weights,
                memory,
                backEnd == BackEnd.COMPILED ? PrecisionProbe.bestFirst(device) : List.of(Precision.FP32));
    }

    /** As if the device could compute with these, the best first. */
    Objectives(
            NDManager device,
            BackEnd backEnd,
            Vgg19Weights weights,
            MemorySettings memory,
            List<Precision> precisions) {
        this.backEnd = backEnd;
        this.weights = weights;
        this.compiled = CompiledBackEnd.on(device, weights);
        this.precisions = List.copyOf(precisions);
        this.styles = new StyleCache(device, memory.styleCacheBytes());
        this.memory = memory;
        this.jobBytes = memory.jobBytes() > 0 ? memory.jobBytes() : automatic(device);
    }

    /** The engine does not tell how much memory a GPU has left; there, pictures are cut where a setting says so. */
    private static long automatic(NDManager device) {
        return device.getDevice().isGpu() ? Long.MAX_VALUE : FreeMemory.bytes() / 2;
    }

    /**
     * The objective of a job. If the recipe has a strength, a first one is made to measure the pictures with, and closed.
     *
     * @param content shape (1, 3, H, W) in the recipe's space; its manager closes what the objective keeps
     * @param mixture of style images, or one for each region
     * @param regions of the content, or none
     */
    Objective of(Recipe recipe, NDArray content, List<StyleImage> mixture, Regions regions) {
        return recipe.balance().match(new Balance.Cases<>() {
            @Override
            public Objective weights(Balance.Weights balance) {
                return weighted(recipe, content, mixture, regions);
            }

            @Override
            public Objective strength(Balance.Strength balance) {
                Recipe set;
                try (NDManager scope = content.getManager().newSubManager()) {
                    NDArray copy = content.duplicate();
                    copy.attach(scope);
                    set = StrengthDial.weighted(recipe, balance, weighted(recipe, copy, mixture, regions), copy);
                }
                return weighted(set, content, mixture, regions);
            }
        });
    }

    private Objective weighted(Recipe recipe, NDArray content, List<StyleImage> mixture, Regions regions) {
        try (NDManager scope = content.getManager().newSubManager()) {
            return switch (backEnd) {
                case COMPILED -> compiled(recipe, content, mixture, regions, scope);
                case REFERENCE ->
                    AutogradObjective.of(
                            recipe,
                            weights,
                            content,
                            mixture.stream()
                                    .map(style -> new Style(style.picture().apply(scope), style.share()))
                                    .toList(),
                            regions);
            };
        }
    }

    private Objective compiled(
            Recipe recipe, NDArray content, List<StyleImage> mixture, Regions regions, NDManager scope) {
        Precision precision = used(recipe);
        String reader = compiled.styleReader(recipe, precision);
        List<StyleStatistics> statistics = mixture.stream()
                .map(style -> styles.get(
                        new StyleCache.Key(style.identity(), reader),
                        results -> described(recipe, style, results),
                        scope))
                .toList();
        int side = tileSidePixels(recipe, content.getShape());
        return compiled.objective(
                recipe,
                precision,
                side,
                content,
                statistics,
                mixture.stream().map(StyleImage::share).toList(),
                regions);
    }

    private StyleStatistics described(Recipe recipe, StyleImage style, NDManager results) {
        try (NDManager scope = results.newSubManager()) {
            NDArray picture = style.picture().apply(scope);
            return compiled.statistics(
                    recipe, used(recipe), tileSidePixels(recipe, picture.getShape()), picture, results);
        }
    }

    private int tileSidePixels(Recipe recipe, Shape picture) {
        if (memory.tileSidePixels() > 0) {
            return memory.tileSidePixels();
        }
        int side = compiled.tileSidePixels(recipe, used(recipe), picture, jobBytes);
        if (side < Math.max(picture.get(2), picture.get(3))) {
            LOG.info(
                    "{}×{} pixels are worked on in tiles of {}: a step on all would take about {} MiB of {}",
                    picture.get(3),
                    picture.get(2),
                    side,
                    Math.round(compiled.stepBytes(recipe, used(recipe), picture) / MEBIBYTE),
                    Math.round(jobBytes / MEBIBYTE));
        }
        return side;
    }

    /**
     * Checks that the device can compute with the precision of a recipe.
     *
     * @throws UnsuitableJobException naming the precisions that it has
     */
    void checkPrecision(Recipe recipe) {
        if (!precisions.contains(used(recipe))) {
            throw new UnsuitableJobException(
                    Reason.INVALID_RECIPE,
                    "precision must be auto or fp32 on this device, for which the engine has no kernels in bfloat16, but is "
                            + recipe.network().precision().label());
        }
    }

    /**
     * Checks that no picture of a job is worked on in tiles if a loss needs pictures whole.
     *
     * @param originals of the job
     * @throws UnsuitableJobException naming the loss, the picture and the longest side of tiles
     */
    void checkWhole(Recipe recipe, Originals originals) {
        int loss = 0;
        while (loss < recipe.losses().size() && recipe.losses().get(loss).ofSums()) {
            loss++;
        }
        if (loss == recipe.losses().size() || backEnd == BackEnd.REFERENCE) {
            return;
        }
        for (Scales.Scale scale : recipe.stages()) {
            checkWhole(
                    recipe,
                    loss,
                    "content image",
                    recipe.contentSizeFor(originals.content().size(), scale));
            for (StyleOriginal style : originals.styles()) {
                checkWhole(recipe, loss, "style image", recipe.styleSizeFor(style.size(), scale));
            }
        }
    }

    private void checkWhole(Recipe recipe, int loss, String role, ImageSize size) {
        int side = tileSidePixels(recipe, new Shape(1, 3, size.height(), size.width()));
        if (side < Math.max(size.width(), size.height())) {
            throw new UnsuitableJobException(
                    Reason.INVALID_RECIPE,
                    "losses[" + loss + "].type must not be histogram where pictures are worked on in tiles: the " + role
                            + " has " + size + " pixels, and at most " + side
                            + " are worked on at once; a smaller size or more memory avoids tiles");
        }
    }

    /** The settings with the memory that was decided on. */
    MemorySettings memory() {
        return new MemorySettings(memory.tileSidePixels(), jobBytes, memory.styleCacheBytes());
    }

    StyleCache styles() {
        return styles;
    }

    BackEnd backEnd() {
        return backEnd;
    }

    /** The precision that is faster on the device. */
    Precision fastest() {
        return precisions.get(0);
    }

    /** The precision that a recipe gets here; never {@link Network.Precision#AUTO}. */
    Network.Precision precision(Recipe recipe) {
        return switch (used(recipe)) {
            case FP32 -> Network.Precision.FP32;
            case BF16 -> Network.Precision.BF16;
        };
    }

    private Precision used(Recipe recipe) {
        if (backEnd == BackEnd.REFERENCE) {
            return Precision.FP32;
        }
        return switch (recipe.network().precision()) {
            case FP32 -> Precision.FP32;
            case BF16 -> Precision.BF16;
            case AUTO -> fastest();
        };
    }
}
