package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.engine.nst.compiled.NeedsBfloat16;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.Sizing;

/** What a stylizer keeps, and what it does not. */
class StylizerMemoryTest {
    private static ImageBytes content;
    private static ImageBytes style;

    @BeforeAll
    static void read() throws IOException {
        content = file("content.png");
        style = file("style.png");
    }

    @Test
    void aStyleImageIsLookedAtOnceForEachSizeAndWayOfLooking() {
        try (VggStylizer stylizer = open(MemorySettings.AUTOMATIC)) {
            Recipe recipe = recipe("d2l", "{\"steps\": 2, \"longSidePixels\": 40}");
            ImageBytes first = paint(stylizer, recipe, style);
            assertThat(stylizer.styleCache()).isEqualTo(new Stylizer.CacheCounts(0, 0, 1));

            ImageBytes again = paint(stylizer, recipe, style);
            assertThat(stylizer.styleCache()).isEqualTo(new Stylizer.CacheCounts(1, 0, 1));
            assertThat(again).isEqualTo(first);

            paint(stylizer, recipe("d2l", "{\"steps\": 1, \"longSidePixels\": 40, \"styleWeight\": 5}"), style);
            assertThat(stylizer.styleCache()).isEqualTo(new Stylizer.CacheCounts(2, 0, 1));
            paint(stylizer, recipe("d2l", "{\"steps\": 1, \"longSidePixels\": 48}"), style);
            assertThat(stylizer.styleCache()).isEqualTo(new Stylizer.CacheCounts(2, 0, 2));
            paint(stylizer, recipe, content);
            assertThat(stylizer.styleCache()).isEqualTo(new Stylizer.CacheCounts(2, 0, 3));
        }
    }

    @NeedsBfloat16
    @Test
    void aStyleImageIsLookedAtAgainInAnotherPrecision() {
        try (VggStylizer stylizer = open(MemorySettings.AUTOMATIC)) {
            for (String precision : List.of("fp32", "bf16")) {
                String overrides = "{\"steps\": 1, \"longSidePixels\": 40, \"precision\": \"" + precision + "\"}";
                paint(stylizer, recipe("d2l", overrides), style);
            }
            assertThat(stylizer.styleCache()).isEqualTo(new Stylizer.CacheCounts(0, 0, 2));
        }
    }

    @Test
    void aFullCacheForgetsTheStyleThatWasAskedForLeastLately() {
        // A description of d2l takes 2.4 MB.
        try (VggStylizer stylizer = open(new MemorySettings(0, 0, 3_000_000))) {
            Recipe recipe = recipe("d2l", "{\"steps\": 1, \"longSidePixels\": 40}");
            paint(stylizer, recipe, style);
            int arrays = stylizer.liveArrays();
            paint(stylizer, recipe, content);
            paint(stylizer, recipe, content);
            paint(stylizer, recipe, style);

            assertThat(stylizer.styleCache()).isEqualTo(new Stylizer.CacheCounts(1, 0, 3));
            assertThat(stylizer.liveArrays()).isEqualTo(arrays);
        }
    }

    @Test
    void picturesInTilesGoTheSameWay() {
        Recipe recipe = recipe("d2l", "{\"steps\": 3, \"longSidePixels\": 150}");
        List<Double> whole = totals(MemorySettings.AUTOMATIC, recipe);

        List<Double> tiled = totals(MemorySettings.AUTOMATIC.withTileSidePixels(64), recipe);

        assertThat(tiled.get(0)).isCloseTo(whole.get(0), within(1e-6 * whole.get(0)));
        for (int i = 1; i < whole.size(); i++) {
            assertThat(tiled.get(i)).isCloseTo(whole.get(i), within(1e-4 * whole.get(i)));
        }
    }

    @Test
    void aLossThatSortsPositionsIsRefusedWithTilesBeforeAnyStep() {
        Recipe recipe = recipe("d2l", "{\"steps\": 1, \"longSidePixels\": 100}").toBuilder()
                .losses(List.of(new LossTerm.Histogram(1, 64, List.of(new LayerWeight(Layer.named("relu2_1"), 1)))))
                .build();

        Recipe larger = recipe.toBuilder().sizing(new Sizing.LongSide(300)).build();
        for (MemorySettings memory :
                List.of(MemorySettings.AUTOMATIC.withTileSidePixels(64), new MemorySettings(0, 1 << 20, 0))) {
            assertThatThrownBy(() -> totals(memory, larger))
                    .isInstanceOfSatisfying(UnsuitableJobException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.INVALID_RECIPE))
                    .hasMessageContaining("losses[0].type must not be histogram")
                    .hasMessageContaining("content image");
        }
        assertThat(totals(MemorySettings.AUTOMATIC, recipe)).hasSize(1);
    }

    @Test
    void aLossThatSortsPositionsIsRefusedWithMasks() {
        Recipe recipe = recipe("d2l", "{\"steps\": 1, \"longSidePixels\": 40}").toBuilder()
                .losses(List.of(new LossTerm.Histogram(1, 64, List.of(new LayerWeight(Layer.named("relu2_1"), 1)))))
                .build();
        Pictures pictures = new Pictures(content, List.of(new Pictures.Style(style, 1, content)), null);

        try (VggStylizer stylizer = open(MemorySettings.AUTOMATIC)) {
            assertThatThrownBy(() -> stylizer.stylize(recipe, pictures, new Watcher(new ArrayList<>())))
                    .isInstanceOf(UnsuitableJobException.class)
                    .hasMessageStartingWith("losses[0].type must not be histogram where masks are given");
        }
    }

    @Test
    void fiftyJobsLeaveNothingBehind() {
        Recipe recipe = recipe("d2l", "{\"steps\": 1, \"longSidePixels\": 32}");
        try (VggStylizer stylizer = open(MemorySettings.AUTOMATIC)) {
            paint(stylizer, recipe, style);
            int arrays = stylizer.liveArrays();
            assertThat(arrays).isGreaterThan(26); // the weights at least, or nothing is counted
            for (int job = 0; job < 50; job++) {
                paint(stylizer, recipe, style);
                assertThat(stylizer.liveArrays()).isEqualTo(arrays);
            }
        }
    }

    private static VggStylizer open(MemorySettings memory) {
        return VggStylizer.open(TestSettings.with(BackEndKind.COMPILED, memory));
    }

    private static List<Double> totals(MemorySettings memory, Recipe recipe) {
        List<Double> totals = new ArrayList<>();
        try (VggStylizer stylizer = open(memory)) {
            stylizer.stylize(recipe, Pictures.of(content, List.of(style)), new Watcher(totals));
        }
        return totals;
    }

    private static ImageBytes paint(VggStylizer stylizer, Recipe recipe, ImageBytes style) {
        return stylizer.stylize(recipe, Pictures.of(content, List.of(style)), new Watcher(new ArrayList<>()))
                .image();
    }

    private static Recipe recipe(String preset, String overrides) {
        return Presets.named(preset).with(RecipeOverrides.fromJson(overrides));
    }

    private static ImageBytes file(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(StylizerMemoryTest.class.getResourceAsStream("/golden/" + name), name)) {
            return new ImageBytes(in.readAllBytes());
        }
    }

    /** Writes the totals down. */
    private record Watcher(List<Double> totals) implements Stylizer.Watcher {
        @Override
        public void started(Plan plan, Execution execution) {}

        @Override
        public void stepped(Stylizer.Step step) {
            totals.add(step.losses().total());
        }

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
