package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.Style;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Network;
import org.stylize.recipe.Recipe;

/**
 * Makes objectives as programs with their gradients written out, on one device, and keeps from job to job what jobs have
 * in common: the programs of the latest recipes, and the kernels. One thread at a time makes objectives; any number may be
 * evaluated at the same time, each by one thread.
 */
public final class CompiledBackEnd {
    /** An objective stays of use until this many other recipes have got one. */
    private static final int PROGRAMS = 8;
    /** Kernels are put in the order in which maps of a picture of this size read them best. */
    private static final Shape TYPICAL_PICTURE = new Shape(1, 3, 512, 512);

    private static final int CONVOLUTIONS = 13;

    private final NDManager device;
    private final Vgg19Weights weights;
    private final Operators operators;
    private final Map<KernelsKey, Kernels> kernels = new HashMap<>();
    private final LinkedHashMap<String, Loaded> programs = new LinkedHashMap<>(PROGRAMS, 0.75f, true);

    CompiledBackEnd(NDManager device, Vgg19Weights weights, Operators operators) {
        this.device = device;
        this.weights = weights;
        this.operators = operators;
    }

    /**
     * A back end on a device.
     *
     * @param device gets what is kept, and closes it
     * @param weights 32-bit floats on the device; only read
     */
    public static CompiledBackEnd on(NDManager device, Vgg19Weights weights) {
        return new CompiledBackEnd(device, weights, Operators.of(device.getDevice()));
    }

    /**
     * What describes a style image to the style losses of a recipe. It is of the same use to every recipe with the same
     * {@link #styleReader}.
     *
     * @param tileSidePixels longest side of what is worked on at once, 16 or more
     * @param style shape (1, 3, H, W) in the recipe's space; stays open
     * @param keeper gets the result
     */
    public StyleStatistics statistics(
            Recipe recipe, Precision precision, int tileSidePixels, NDArray style, NDManager keeper) {
        Program program = program(recipe, precision, 0);
        List<Tile> tiles = tiles(recipe, program, style.getShape(), tileSidePixels);
        return new StyleStatistics(program.styleStatistics(style, tiles, keeper));
    }

    /**
     * About how much memory a step takes, beside what stays the same at any size and the optimizer's arrays.
     *
     * @param picture shape (1, 3, H, W), worked on as a whole
     */
    public long stepBytes(Recipe recipe, Precision precision, Shape picture) {
        return memory(recipe, precision).wholeBytes(picture);
    }

    /**
     * The longest side of tiles with which a step takes at most so much memory, as far as it can be that little; larger
     * than any picture where the whole picture fits.
     *
     * @param picture shape (1, 3, H, W)
     * @param mostBytes beside what stays the same at any size and the optimizer's arrays
     */
    public int tileSidePixels(Recipe recipe, Precision precision, Shape picture, long mostBytes) {
        return memory(recipe, precision).tileSidePixels(picture, mostBytes);
    }

    private MemoryEstimate memory(Recipe recipe, Precision precision) {
        return script(recipe, precision)
                .network()
                .memory()
                .withSortOf(recipe.losses().stream()
                        .filter(term -> !term.ofSums() && term.weight() > 0)
                        .flatMap(term -> term.layers().stream().map(LayerWeight::layer))
                        .toList());
    }

    /** All that decides, beside the style image, how a recipe describes it. */
    public String styleReader(Recipe recipe, Precision precision) {
        return script(recipe, precision).styleStatistics();
    }

    /**
     * The objective of a recipe.
     *
     * @param tileSidePixels longest side of what is worked on at once, 16 or more; a larger picture is worked on in tiles,
     *     with the same result
     * @param content shape (1, 3, H, W) in the recipe's space; stays open; its manager gets the targets
     * @param styles at least one description of a style image
     * @param shares of the styles, that add up to 1; they count only without regions
     * @param regions of the content, one for each style, or none; its manager gets what is made of them
     */
    public Objective objective(
            Recipe recipe,
            Precision precision,
            int tileSidePixels,
            NDArray content,
            List<StyleStatistics> styles,
            List<Double> shares,
            Regions regions) {
        regions.check(content.getShape(), styles.size());
        if (regions.count() > 0 && !recipe.losses().stream().allMatch(LossTerm::ofSums)) {
            throw new IllegalArgumentException("a loss that is no function of sums over positions has no regions");
        }
        Program program = program(recipe, precision, regions.count());
        NDManager keeper = content.getManager();
        List<NDArray> ofStyle;
        try (NDManager scope = keeper.newSubManager()) {
            ofStyle = program.styleTargets(
                    regions.count() == 0
                            ? StyleStatistics.mean(styles, shares, scope)
                            : StyleStatistics.stacked(styles, scope),
                    keeper);
        }
        List<Tile> tiles = tiles(recipe, program, content.getShape(), tileSidePixels);
        List<List<NDArray>> targets = new ArrayList<>();
        for (Tile tile : tiles) {
            targets.add(program.targets(program.contentTargets(content, tile, keeper), ofStyle));
        }
        List<NDArray> masks = regions.levels().stream()
                .flatMap(level -> Stream.of(level.masks(), level.numbers()))
                .toList();
        return tiles.size() == 1
                ? new CompiledObjective(program, targets.get(0), masks)
                : new TiledObjective(program, tiles, targets, masks);
    }

    private static List<Tile> tiles(Recipe recipe, Program program, Shape picture, int sidePixels) {
        List<Tile> tiles =
                Tile.of(picture, sidePixels, program.script().network().reachPixels());
        if (tiles.size() > 1 && !recipe.losses().stream().allMatch(LossTerm::ofSums)) {
            throw new IllegalArgumentException("a loss that is no function of sums over positions needs the picture "
                    + picture + " whole, not in tiles of " + sidePixels);
        }
        return tiles;
    }

    /** The objective for style images that nobody needs again. */
    public Objective objective(
            Recipe recipe,
            Precision precision,
            int tileSidePixels,
            NDArray content,
            List<Style> styles,
            Regions regions) {
        try (NDManager scope = content.getManager().newSubManager()) {
            return objective(
                    recipe,
                    precision,
                    tileSidePixels,
                    content,
                    styles.stream()
                            .map(style -> statistics(recipe, precision, tileSidePixels, style.picture(), scope))
                            .toList(),
                    styles.stream().map(style -> Style.shareOf(style, styles)).toList(),
                    regions);
        }
    }

    /** Without regions. */
    private ObjectiveScript script(Recipe recipe, Precision precision) {
        return new ObjectiveScript(recipe, TermScripts.of(recipe, precision, 0), precision, operators);
    }

    private Program program(Recipe recipe, Precision precision, int regions) {
        List<TermScript> terms = TermScripts.of(recipe, precision, regions);
        ObjectiveScript script = new ObjectiveScript(recipe, terms, precision, operators);
        String text = script.text();
        Loaded loaded = programs.get(text);
        if (loaded == null) {
            if (programs.size() == PROGRAMS) {
                String eldest = programs.keySet().iterator().next();
                programs.remove(eldest).keeper.close();
            }
            NDManager keeper = device.newSubManager();
            loaded = new Loaded(keeper, TorchScriptModule.load(keeper, text));
            programs.put(text, loaded);
        }
        return new Program(
                script, terms, loaded.module, kernels(recipe.network().padding(), precision));
    }

    private Kernels kernels(Network.Padding padding, Precision precision) {
        return kernels.computeIfAbsent(
                new KernelsKey(padding, precision),
                key -> Kernels.prepare(
                        weights, CONVOLUTIONS, key.padding(), precision, operators, TYPICAL_PICTURE, device));
    }

    private record KernelsKey(Network.Padding padding, Precision precision) {}

    /** A module with the manager that it alone is on. */
    private record Loaded(NDManager keeper, TorchScriptModule module) {}
}
