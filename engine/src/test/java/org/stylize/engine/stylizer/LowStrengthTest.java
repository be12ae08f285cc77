package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.engine.nst.OnShippedNetwork;
import org.stylize.engine.nst.PictureSpace;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.Balance;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Variable;

/** From the photograph to the painting: strength 0 is the one, and more of it never leads away from the other. */
class LowStrengthTest extends OnShippedNetwork {
    private static final double[] STRENGTHS = {0.05, 0.25, 0.5, 0.8};
    private static final Path SAMPLES = Path.of("../samples");

    /** Squared Wasserstein-2 distances of three layers, of pictures in RGB. */
    private static final Recipe MEASURE = Presets.named("d2l").toBuilder()
            .variable(new Variable(Variable.Space.RGB, false, 0))
            .losses(List.of(new LossTerm.Wasserstein(
                    1,
                    1e-4,
                    12,
                    Stream.of("relu1_1", "relu2_1", "relu3_1")
                            .map(name -> new LayerWeight(Layer.named(name), 1))
                            .toList())))
            .build();

    private static VggStylizer stylizer;

    @BeforeAll
    static void open() {
        stylizer = VggStylizer.open(TestSettings.compiled());
    }

    @AfterAll
    static void closeStylizer() {
        stylizer.close();
    }

    static Stream<String> presets() {
        return Presets.names().stream();
    }

    /**
     * Presets whose few steps suffice for a small picture; those of Gram matrices would need their hundreds. The default has
     * all pairs, another preset one, or all with {@code -Dpairs=all}.
     */
    static Stream<Arguments> pairs() {
        List<List<String>> pairs = List.of(
                List.of("chelsea", "poppies-at-evening"),
                List.of("astronaut", "lake-at-dawn"),
                List.of("rocket", "sun-over-the-sea"));
        List<String> presets = Presets.names().stream()
                .filter(preset -> Presets.named(preset).balance() instanceof Balance.Strength)
                .toList();
        boolean isAll = "all".equals(System.getProperty("pairs"));
        return presets.stream().flatMap(preset -> pairs.stream()
                .filter(pair -> isAll
                        || preset.equals("balanced")
                        || presets.indexOf(preset) % pairs.size() == pairs.indexOf(pair))
                .map(pair -> Arguments.of(preset, pair.get(0), pair.get(1))));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void strengthZeroIsThePhotograph(String preset) {
        Recipe recipe = recipe(preset, 0);
        Pictures pictures = pictures("chelsea", "poppies-at-evening");

        RgbImage painted = painted(recipe, pictures);

        assertThat(painted.units())
                .isEqualTo(resized(recipe, pictures.content()).units());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void moreStrengthIsNeverFurtherFromThePainting(String preset, String photograph, String painting) {
        Pictures pictures = pictures(photograph, painting);
        Recipe recipe = recipe(preset, 0);
        RgbImage content = resized(recipe, pictures.content());
        RgbImage style = resized(recipe, pictures.styles().get(0).image());
        double whole = distance(content, style);
        List<Double> ratios = new ArrayList<>(List.of(1.0));
        for (double strength : STRENGTHS) {
            ratios.add(distance(painted(recipe(preset, strength), pictures), style) / whole);
        }

        System.out.printf(Locale.ROOT, "%s, %s, %s: %s%n", preset, photograph, painting, ratios);
        for (int i = 1; i < ratios.size(); i++) {
            assertThat(ratios.get(i)).as("%s", ratios).isLessThan(ratios.get(i - 1) + 0.005);
        }
        assertThat(ratios.get(ratios.size() - 1)).as("%s", ratios).isLessThan(0.9);
    }

    /** A small picture; where a preset has several scales, it has two, and the finer one adds detail if the preset's does. */
    private static Recipe recipe(String preset, double strength) {
        Recipe small = Presets.named(preset)
                .with(RecipeOverrides.fromJson(
                        "{\"longSidePixels\": 48, \"steps\": 12, \"precision\": \"fp32\", \"strength\": " + strength
                                + "}"));
        if (!(small.scales() instanceof Scales.CoarseToFine scales)) {
            return small;
        }
        Scales.Detail detail = scales.detail();
        boolean isUsed = detail.abovePixels() < Presets.named(preset).sizing().targetPixels();
        return small.toBuilder()
                .scales(new Scales.CoarseToFine(
                        32, 12, isUsed ? new Scales.Detail(40, 12, detail.deepest(), detail.goal()) : detail))
                .build();
    }

    private static Pictures pictures(String photograph, String painting) {
        return Pictures.of(file("photographs/" + photograph + ".jpg"), List.of(file("paintings/" + painting + ".jpg")));
    }

    private static ImageBytes file(String name) {
        try {
            return new ImageBytes(Files.readAllBytes(SAMPLES.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RgbImage resized(Recipe recipe, ImageBytes file) {
        RgbImage picture = ImageDecoder.decode(file.toArray(), ImageLimits.DEFAULT);
        return Resizing.of(recipe.resampling(), picture, recipe.sizeFor(picture.size()));
    }

    private static RgbImage painted(Recipe recipe, Pictures pictures) {
        byte[] file = stylizer.stylize(recipe, pictures, new Patient()).image().toArray();
        return ImageDecoder.decode(file, ImageLimits.DEFAULT);
    }

    private static double distance(RgbImage picture, RgbImage style) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray there = array(picture, scope);
            return TestObjectives.reference(MEASURE, weights, there, array(style, scope))
                    .at(there)
                    .total();
        }
    }

    private static NDArray array(RgbImage picture, NDManager scope) {
        return PictureSpace.of(Variable.Space.RGB).of(scope, picture.units(), picture.size());
    }

    private static final class Patient implements Stylizer.Watcher {
        @Override
        public void started(Plan plan, Execution execution) {}

        @Override
        public void stepped(Stylizer.Step step) {}

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
