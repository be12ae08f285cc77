package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.LossLimits;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PlacedLoss;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Protection;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.StyleKey;
import org.stylize.engine.nst.StyleStatistics;
import org.stylize.engine.nst.WeightedStyle;
import org.stylize.recipe.Recipe;

/** A recipe of the {@link CompiledBackEnd}: the text of its program, which is loaded when it is first used. */
final class CompiledRecipe implements PreparedRecipe {
    private final CompiledBackEnd backEnd;
    private final Recipe recipe;
    private final List<PlacedLoss> losses;
    private final Precision precision;
    private final int regions;
    private final boolean protection;
    private final ObjectiveScript script;
    private final String text;
    private final MemoryEstimate memory;
    private final StyleKey styleKey;

    CompiledRecipe(
            CompiledBackEnd backEnd,
            Recipe recipe,
            Precision precision,
            Operators operators,
            int regions,
            boolean protection) {
        this.losses = PlacedLoss.of(recipe);
        this.backEnd = backEnd;
        this.recipe = recipe;
        this.precision = precision;
        this.regions = regions;
        this.protection = protection;
        this.script = new ObjectiveScript(recipe, losses, precision, operators, regions, protection);
        this.text = script.text();
        this.memory = script.network().memory().withWorkOf(script.ofMaps());
        String computedBy = "compiled-" + operators.name().toLowerCase(Locale.ROOT);
        this.styleKey = StyleKey.of(computedBy, precision, recipe, losses);
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public StyleKey styleKey() {
        return styleKey;
    }

    @Override
    public StyleStatistics describe(NDArray style, int tileSidePixels, NDManager keeper) {
        List<Tile> tiles = tiles("style image", style.getShape(), tileSidePixels);
        try (NDManager scope = keeper.newSubManager()) {
            return new StyleStatistics(program(tiles, false, scope).styleStatistics(style, tiles, keeper));
        }
    }

    @Override
    public StyleStatistics mixture(List<WeightedStyle> styles, NDManager results) {
        return WeightedStyle.mixture(losses, styles, results);
    }

    @Override
    public long stepBytes(Shape picture) {
        return memory.wholeBytes(picture);
    }

    @Override
    public int tileSidePixels(Shape picture, long mostBytes) {
        return memory.tileSidePixels(picture, mostBytes);
    }

    @Override
    public void checkTiles(String role, Shape picture, int tileSidePixels) {
        LossLimits.checkTiles(recipe, role, picture, tileSidePixels);
    }

    @Override
    public Objective objective(
            NDArray content, List<WeightedStyle> styles, Regions masks, Protection positions, int tileSidePixels) {
        positions.check(content.getShape(), protection);
        masks.check(content.getShape(), styles.size(), regions);
        List<Tile> tiles = tiles("content image", content.getShape(), tileSidePixels);
        NDManager keeper = content.getManager();
        Program program = program(tiles, true, keeper);
        List<NDArray> ofStyle;
        try (NDManager scope = keeper.newSubManager()) {
            ofStyle = program.styleTargets(
                    regions == 0 ? mixture(styles, scope).parts() : stacked(styles, scope), keeper);
        }
        List<List<NDArray>> targets = new ArrayList<>();
        for (Tile tile : tiles) {
            targets.add(program.targets(program.contentTargets(content, tile, keeper), ofStyle));
        }
        List<NDArray> levels = Stream.concat(
                        masks.levels().stream().flatMap(level -> Stream.of(level.masks(), level.numbers())),
                        positions.roots().stream())
                .toList();
        return tiles.size() == 1
                ? new CompiledObjective(program, targets.get(0), levels)
                : new TiledObjective(program, tiles, targets, levels);
    }

    /** The program with kernels for tiles of that size, which {@code keeper} may get. */
    private Program program(List<Tile> tiles, boolean gradients, NDManager keeper) {
        return backEnd.program(
                script,
                text,
                new Kernels.Layout(
                        recipe.network().padding(), precision, tiles.get(0).shape(), gradients),
                keeper);
    }

    private List<Tile> tiles(String role, Shape picture, int sidePixels) {
        checkTiles(role, picture, sidePixels);
        return Tile.of(picture, sidePixels, script.network().reachPixels());
    }

    /** The descriptions of all styles along a new first axis, one array for each style loss, on {@code results}. */
    private static List<NDArray> stacked(List<WeightedStyle> styles, NDManager results) {
        List<NDArray> stacked = new ArrayList<>();
        for (int i = 0; i < styles.get(0).statistics().parts().size(); i++) {
            NDList parts = new NDList();
            for (WeightedStyle style : styles) {
                parts.add(style.statistics().parts().get(i));
            }
            NDArray array = NDArrays.stack(parts);
            array.attach(results);
            stacked.add(array);
        }
        return stacked;
    }
}
