package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.engine.nst.compiled.NeedsBfloat16;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageFormat;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.KeptExif;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Colours;
import org.stylize.recipe.Execution;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Network;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.Rounding;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Start;

class VggStylizerTest {
    private static final StylizerSettings SETTINGS = TestSettings.compiled();
    private static final Recipe RECIPE = recipe("{\"steps\": 4, \"longSidePixels\": 40}");

    private static VggStylizer stylizer;
    private static ImageBytes content;
    private static ImageBytes style;

    @BeforeAll
    static void open() throws IOException {
        stylizer = VggStylizer.open(SETTINGS);
        content = file("content.png");
        style = file("style.png");
    }

    @AfterAll
    static void close() {
        stylizer.close();
    }

    @Test
    void pasticheIsAPictureOfTheRecipesSizeThatIsNoLongerTheContent() {
        Watcher watcher = new Watcher(step -> {});

        Stylizer.Pastiche pastiche = stylizer.stylize(RECIPE, Pictures.of(content, List.of(style)), watcher);

        RgbImage picture = ImageDecoder.decode(pastiche.image().toArray(), ImageLimits.DEFAULT);
        assertThat(picture.size()).isEqualTo(new ImageSize(40, 30));
        assertThat(pastiche.plan()).isEqualTo(new Plan(4, 40, 30));
        assertThat(watcher.plans).containsExactly(pastiche.plan());
        assertThat(watcher.steps).extracting(Stylizer.Step::number).containsExactly(1, 2, 3, 4);
        assertThat(pastiche.losses()).isEqualTo(watcher.steps.get(3).losses());
        assertThat(pastiche.curve().steps()).containsExactly(1, 2, 3, 4);
        assertThat(pastiche.curve().total().get(0))
                .isCloseTo(watcher.steps.get(0).losses().total(), withinPercentage(0.001));
        assertThat(pastiche.optimizationSeconds()).isPositive();
    }

    @Test
    void eachStyleHasTheRegionThatItsMaskSays() {
        double plain = firstStyleLoss(pictures());

        double whole = firstStyleLoss(masked(List.of(style), List.of(mask(column -> true))));
        double halves = firstStyleLoss(
                masked(List.of(style, content), List.of(mask(column -> column < 32), mask(column -> column >= 32))));

        assertThat(whole).isCloseTo(plain, within(1e-4 * plain));
        // The right half has the content for its style, and is near it.
        assertThat(halves).isBetween(0.2 * plain, 0.8 * plain);
    }

    private static double firstStyleLoss(Pictures pictures) {
        Watcher watcher = new Watcher(step -> {});
        stylizer.stylize(RECIPE, pictures, watcher);
        return watcher.steps.get(0).losses().style();
    }

    @Test
    void masksThatAreBlackOrOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> stylizer.stylize(
                        RECIPE, masked(List.of(style), List.of(mask(column -> false))), new Watcher(step -> {})))
                .isInstanceOfSatisfying(UnsuitableJobException.class, e -> assertThat(e.reason())
                        .isEqualTo(Reason.INVALID_RECIPE))
                .hasMessage("mask 1: must be white in at least 0.1 % of the picture but is in 0.000 %");
        ImageBytes square = new ImageBytes(ImageEncoder.png(RgbImage.of(new ImageSize(48, 48), new byte[3 * 48 * 48])));
        assertThatThrownBy(() ->
                        stylizer.stylize(RECIPE, masked(List.of(style), List.of(square)), new Watcher(step -> {})))
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessageStartingWith("mask 1: must have the aspect ratio of the content image");
    }

    @Test
    void thePastichesExifSaysHowThePhotographWasTakenAndWhereOnlyIfAsked() throws IOException {
        ImageBytes photograph = resource("/picture/cases/photograph.jpg");
        Recipe small = recipe("{\"steps\": 1, \"longSidePixels\": 32}");
        Pictures pictures = Pictures.of(photograph, List.of(style));

        String plain = text(stylizer.stylize(small, pictures, OutputFormat.PNG, new Watcher(step -> {})));
        String placed = text(
                stylizer.stylize(small, pictures, OutputFormat.PNG.keeping(KeptExif.ALL), new Watcher(step -> {})));

        assertThat(plain).contains("eXIf").contains("2026:05:01 12:30:00");
        // A directory's entry: tag 0x8825, type LONG, one number
        assertThat(plain).doesNotContain("\u0088%\0\4\0\0\0\1");
        assertThat(placed).contains("\u0088%\0\4\0\0\0\1");
    }

    private static String text(Stylizer.Pastiche pastiche) {
        return new String(pastiche.image().toArray(), StandardCharsets.ISO_8859_1);
    }

    private static ImageBytes mask(IntPredicate white) {
        byte[] rgb = new byte[3 * 64 * 48];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (white.test(i / 3 % 64) ? 255 : 0);
        }
        return new ImageBytes(ImageEncoder.png(RgbImage.of(new ImageSize(64, 48), rgb)));
    }

    @Test
    void bothBackEndsTakeTheSameStepsWithWeightsAndWithAStrength() {
        List<Recipe> recipes = List.of(RECIPE, RECIPE.with(RecipeOverrides.fromJson("{\"strength\": 0.3}")));
        try (VggStylizer plain = VggStylizer.open(TestSettings.with(BackEndKind.REFERENCE, MemorySettings.AUTOMATIC))) {
            List<Double> contents = new ArrayList<>();
            for (Recipe recipe : recipes) {
                Watcher compiled = new Watcher(step -> {});
                Watcher reference = new Watcher(step -> {});

                stylizer.stylize(recipe, Pictures.of(content, List.of(style)), compiled);
                plain.stylize(recipe, Pictures.of(content, List.of(style)), reference);

                for (int i = 0; i < reference.steps.size(); i++) {
                    double expected = reference.steps.get(i).losses().total();
                    assertThat(compiled.steps.get(i).losses().total()).isCloseTo(expected, within(1e-4 * expected));
                }
                contents.add(compiled.steps.get(1).losses().content());
            }
            assertThat(contents.get(1)).isNotCloseTo(contents.get(0), within(0.05 * contents.get(0)));
        }
    }

    @Test
    void precisionIsTheRecipesAndIsReported() {
        assertThat(precisionUsedFor(Network.Precision.FP32)).isEqualTo(Network.Precision.FP32);
        assertThat(precisionUsedFor(Network.Precision.AUTO)).isIn(Network.Precision.FP32, Network.Precision.BF16);
    }

    @NeedsBfloat16
    @Test
    void bfloat16IsUsedWhereTheRecipeAsksForIt() {
        assertThat(precisionUsedFor(Network.Precision.BF16)).isEqualTo(Network.Precision.BF16);
    }

    private static Network.Precision precisionUsedFor(Network.Precision asked) {
        Recipe recipe = recipe("{\"steps\": 1, \"longSidePixels\": 40, \"precision\": \"" + asked.label() + "\"}");
        return stylizer.stylize(recipe, pictures(), new Watcher(step -> {}))
                .execution()
                .precision();
    }

    @Test
    void fastTextbookRecipeComesLowerInAFifthOfTheSteps() {
        Watcher textbook = new Watcher(step -> {});
        Watcher fast = new Watcher(step -> {});
        String overrides = "{\"steps\": %d, \"longSidePixels\": 64, \"styleWeight\": 1e4, \"precision\": \"fp32\"}";

        stylizer.stylize(
                Presets.named("d2l").with(RecipeOverrides.fromJson(overrides.formatted(100))),
                Pictures.of(content, List.of(style)),
                textbook);
        stylizer.stylize(
                Presets.named("d2l-fast").with(RecipeOverrides.fromJson(overrides.formatted(20))),
                Pictures.of(content, List.of(style)),
                fast);

        assertThat(fast.steps.get(19).losses().total())
                .isLessThan(textbook.steps.get(99).losses().total());
    }

    @Test
    void lossesAddUpToTheTotal() {
        Watcher watcher = new Watcher(step -> {});

        stylizer.stylize(RECIPE, Pictures.of(content, List.of(style)), watcher);

        assertThat(watcher.steps).allSatisfy(step -> {
            double sum = step.losses().layers().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            assertThat(step.losses().layers())
                    .containsOnlyKeys(
                            "content:relu4_4",
                            "style:relu1_1",
                            "style:relu2_1",
                            "style:relu3_1",
                            "style:relu4_1",
                            "style:conv5_1",
                            "tv");
            assertThat(step.losses().total()).isCloseTo(sum, within(1e-6 * sum));
            assertThat(step.losses().content()
                            + step.losses().style()
                            + step.losses().totalVariation())
                    .isCloseTo(sum, within(1e-6 * sum));
        });
    }

    @Test
    void sameRequestGivesTheSameBytes() {
        ImageBytes first = stylizer.stylize(RECIPE, Pictures.of(content, List.of(style)), new Watcher(step -> {}))
                .image();
        ImageBytes second = stylizer.stylize(RECIPE, Pictures.of(content, List.of(style)), new Watcher(step -> {}))
                .image();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void sixteenBitsComeFromTheFloatsAndAgreeWithEight() {
        OutputFormat deep = new OutputFormat(ImageFormat.TIFF, 16, 95);

        RgbImage sixteen = decoded(stylizer.stylize(RECIPE, pictures(), deep, new Watcher(step -> {})));
        RgbImage eight = decoded(stylizer.stylize(RECIPE, pictures(), new Watcher(step -> {})));

        assertThat(sixteen.bits()).isEqualTo(16);
        float[] fine = sixteen.units();
        float[] coarse = eight.units();
        int between = 0;
        for (int i = 0; i < fine.length; i++) {
            assertThat(fine[i] * 255 - coarse[i] * 255)
                    .as("this recipe cuts off what is behind the point")
                    .isBetween(-0.01f, 1.01f);
            between += Math.abs(fine[i] - coarse[i]) * 255 > 0.1 ? 1 : 0;
        }
        assertThat(between).as("samples between two levels of 8 bits").isGreaterThan(fine.length / 2);
    }

    @Test
    void pasticheSaysHowItWasMadeSoThatItsOwnRecipeMakesTheSameBytes() {
        Recipe automatic = RECIPE.withPrecision(Network.Precision.AUTO);

        Stylizer.Pastiche first = stylizer.stylize(automatic, pictures(), new Watcher(step -> {}));
        Recipe told = RECIPE.withPrecision(first.execution().precision());
        Stylizer.Pastiche second = stylizer.stylize(told, pictures(), new Watcher(step -> {}));

        assertThat(new String(first.image().toArray(), StandardCharsets.UTF_8))
                .contains("<stylize:recipe>" + RecipeJson.write(told) + "</stylize:recipe>")
                .contains("<stylize:weightsSha256>" + WeightsSource.shipped().sha256())
                .contains("<stylize:backEnd>compiled<");
        assertThat(second.image()).isEqualTo(first.image());
    }

    @Test
    void previewIsAJpegOfThePresentPastiche() {
        List<ImageHeader> previews = new ArrayList<>();

        stylizer.stylize(
                RECIPE,
                Pictures.of(content, List.of(style)),
                new Watcher(step ->
                        previews.add(ImageHeader.read(step.preview().jpeg().toArray()))));

        assertThat(previews).hasSize(4).allSatisfy(header -> {
            assertThat(header.format()).isEqualTo(ImageFormat.JPEG);
            assertThat(header.width()).isEqualTo(40);
            assertThat(header.height()).isEqualTo(30);
        });
    }

    @Test
    void watcherHearsOnTheDeviceThread() {
        List<String> threads = new ArrayList<>();

        stylizer.stylize(
                RECIPE,
                Pictures.of(content, List.of(style)),
                new Watcher(step -> threads.add(Thread.currentThread().getName())));

        assertThat(threads).containsOnly("device-cpu");
    }

    @Test
    void watcherStopsTheWork() {
        Watcher watcher = new Watcher(step -> {});
        watcher.stopAfter = 2;

        assertThatThrownBy(() -> stylizer.stylize(RECIPE, Pictures.of(content, List.of(style)), watcher))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.command()).isEqualTo(Stylizer.Command.CANCEL))
                .hasMessageContaining("before step 3");
        assertThat(watcher.steps).hasSize(2);
    }

    @Test
    void finishMakesTheResultOfThePresentPicture() {
        Recipe long40 = recipe("{\"steps\": 2, \"longSidePixels\": 40}");
        Recipe longer = recipe("{\"steps\": 10000, \"longSidePixels\": 40, \"decayEvery\": 50}");
        Watcher watcher = new Watcher(step -> {});
        watcher.stopAfter = 0;
        watcher.then = Stylizer.Command.FINISH;

        Stylizer.Pastiche pastiche = stylizer.stylize(longer, pictures(), watcher);

        assertThat(watcher.steps)
                .as("at least one step, else there is no picture")
                .hasSize(1);
        assertThat(pastiche.ending()).isEqualTo(Stylizer.Ending.FINISHED_EARLY);
        assertThat(pastiche.plan().steps()).isEqualTo(1);
        assertThat(decoded(pastiche).size())
                .isEqualTo(decoded(stylizer.stylize(long40, pictures(), new Watcher(step -> {})))
                        .size());
    }

    @Test
    void finishAtACoarserScaleStillGivesTheSizeThatWasAskedFor() {
        Recipe coarseToFine = Presets.named("fast").with(RecipeOverrides.fromJson("{\"longSidePixels\": 300}"));
        Watcher watcher = new Watcher(step -> {});
        watcher.stopAfter = 1;
        watcher.then = Stylizer.Command.FINISH;

        Stylizer.Pastiche pastiche = stylizer.stylize(coarseToFine, pictures(), watcher);

        assertThat(decoded(pastiche).size().longSide()).isEqualTo(300);
        assertThat(pastiche.ending()).isEqualTo(Stylizer.Ending.FINISHED_EARLY);
    }

    @Test
    void interruptStopsTheWorkAndIsKept() {
        Thread asking = Thread.currentThread();
        Recipe endless = recipe("{\"steps\": 10000, \"longSidePixels\": 40}");
        Watcher watcher = new Watcher(step -> asking.interrupt());

        assertThatThrownBy(() -> stylizer.stylize(endless, Pictures.of(content, List.of(style)), watcher))
                .isInstanceOf(StoppedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void faultOfTheWatcherComesBackAndTheNextJobIsDone() {
        assertThatThrownBy(() -> stylizer.stylize(RECIPE, Pictures.of(content, List.of(style)), new Watcher(step -> {
                    throw new UnsupportedOperationException("watcher is tired");
                })))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(stylizer.stylize(RECIPE, Pictures.of(content, List.of(style)), new Watcher(step -> {}))
                        .plan()
                        .steps())
                .isEqualTo(4);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertUnsuitable(
                RECIPE, new ImageBytes(new byte[100]), List.of(style), Reason.IMAGE_UNREADABLE, "content image");
        assertUnsuitable(RECIPE, content, List.of(new ImageBytes(new byte[0])), Reason.IMAGE_UNREADABLE, "style image");
    }

    @Test
    void sizeOverTheWorkersLimitIsRefusedThatTellsTheLimit() {
        assertUnsuitable(
                recipe("{\"longSidePixels\": 513}"),
                content,
                List.of(style),
                Reason.IMAGE_TOO_LARGE,
                "at most 512 pixels here, but the recipe asks for 513 x 385");
    }

    @Test
    void startIsTheGivenPictureAtTheSizeOfTheFirstScale() {
        Recipe still = recipe("{\"steps\": 1, \"longSidePixels\": 40, \"learningRate\": 1e-9}").toBuilder()
                .start(Start.PICTURE)
                .rounding(Rounding.NEAREST)
                .build();
        ImageBytes start = solid(new ImageSize(80, 60), 200, 30, 90);

        Stylizer.Pastiche pastiche = stylizer.stylize(still, startingFrom(start), new Watcher(step -> {}));

        assertThat(decoded(pastiche))
                .isEqualTo(ImageDecoder.decode(
                        solid(new ImageSize(40, 30), 200, 30, 90).toArray(), ImageLimits.DEFAULT));
    }

    @Test
    void startThatIsMissingOrInExcessOrOfAnotherShapeIsRefused() {
        Pictures plain = Pictures.of(content, List.of(style));
        Recipe fromPicture = RECIPE.toBuilder().start(Start.PICTURE).build();

        assertUnsuitable(fromPicture, plain, Reason.INVALID_RECIPE, "start is picture, but no picture");
        assertUnsuitable(RECIPE, startingFrom(content), Reason.INVALID_RECIPE, "start must be picture");
        assertUnsuitable(
                fromPicture,
                startingFrom(solid(new ImageSize(60, 60), 1, 2, 3)),
                Reason.INVALID_RECIPE,
                "aspect ratio of the pastiche, which will be 40 x 30, but is 60 x 60");
        assertUnsuitable(
                fromPicture, startingFrom(new ImageBytes(new byte[9])), Reason.IMAGE_UNREADABLE, "start picture");
    }

    @Test
    void pasticheAndPreviewsOfAGreyContentAreGreyWhereOnlyTheLuminanceIsPainted() {
        Recipe recipe = RECIPE.toBuilder().colours(Colours.CONTENT_LUMINANCE).build();
        List<RgbImage> shown = new ArrayList<>();
        Watcher watcher = new Watcher(
                step -> shown.add(ImageDecoder.decode(step.preview().jpeg().toArray(), ImageLimits.DEFAULT)));

        Stylizer.Pastiche pastiche = stylizer.stylize(
                recipe, Pictures.of(solid(new ImageSize(80, 60), 90, 90, 90), List.of(style)), watcher);

        shown.add(decoded(pastiche));
        assertThat(shown).hasSize(5).allSatisfy(image -> {
            byte[] rgb = image.rgb();
            for (int at = 0; at < rgb.length; at += 3) {
                assertThat(rgb[at] & 0xff).isCloseTo(rgb[at + 1] & 0xff, within(2));
                assertThat(rgb[at + 2] & 0xff).isCloseTo(rgb[at + 1] & 0xff, within(2));
            }
            assertThat(rgb[0]).isNotEqualTo(rgb[rgb.length / 2]);
        });
    }

    @Test
    void matchedStylesHaveTheContentsMeanColours() {
        RgbImage picture = ImageDecoder.decode(content.toArray(), ImageLimits.DEFAULT);
        for (Colours colours : List.of(Colours.LINEAR_MATCH, Colours.HISTOGRAM_MATCH)) {
            Originals originals = new PictureReader(512, ImageLimits.DEFAULT, ImageDecoder::decode)
                    .read(
                            RECIPE.toBuilder().colours(colours).build(),
                            Pictures.of(content, List.of(style, content)),
                            () -> false,
                            new Errands());

            assertThat(originals.content()).isEqualTo(picture);
            assertThat(originals.styles()).allSatisfy(matched -> {
                for (int colour = 0; colour < 3; colour++) {
                    assertThat(mean(matched.picture(), colour)).isCloseTo(mean(picture, colour), within(3.0));
                }
            });
        }
    }

    @Test
    void pasticheHasItsFullSizeAndItsLastStepIsToldAsSuchWhenTimeIsShort() {
        Recipe recipe = recipe("{\"steps\": 5000, \"longSidePixels\": 64, \"timeBudgetSeconds\": 0.5}").toBuilder()
                .scales(new Scales.CoarseToFine(32, 5000))
                .build();
        Watcher watcher = new Watcher(step -> {});

        Stylizer.Pastiche pastiche = stylizer.stylize(recipe, Pictures.of(content, List.of(style)), watcher);

        assertThat(decoded(pastiche).size()).isEqualTo(new ImageSize(64, 48));
        assertThat(pastiche.ending()).isEqualTo(Stylizer.Ending.OUT_OF_TIME);
        assertThat(watcher.plans).extracting(Plan::steps).containsExactly(15_000);
        Stylizer.Step last = watcher.steps.get(watcher.steps.size() - 1);
        assertThat(last.number()).isEqualTo(last.steps()).isEqualTo(watcher.steps.size());
        assertThat(pastiche.plan().steps()).isEqualTo(last.number()).isLessThan(15_000);
    }

    @Test
    void stepsAreFewerWhenNothingMoreIsGained() {
        Recipe recipe = recipe("{\"steps\": 200, \"longSidePixels\": 40, \"minimalGain\": 0.4}");
        Watcher watcher = new Watcher(step -> {});

        Stylizer.Pastiche pastiche = stylizer.stylize(recipe, Pictures.of(content, List.of(style)), watcher);

        assertThat(pastiche.ending()).isEqualTo(Stylizer.Ending.NO_GAIN);
        assertThat(pastiche.plan().steps()).isEqualTo(watcher.steps.size()).isBetween(40, 199);
    }

    @Test
    void deviceThatIsNotThereIsRefusedAtStart() {
        assertThatThrownBy(() -> VggStylizer.open(TestSettings.with("gpu99", WeightsSource.shipped())))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("device gpu99 does not exist")
                .hasMessageContaining("GPUs");
        assertThatThrownBy(() -> VggStylizer.open(TestSettings.with("tpu", WeightsSource.shipped())))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("\"tpu\"");
    }

    @Test
    void weightsThatAreNotThereAreRefusedAtStart() {
        WeightsSource nowhere =
                new WeightsSource("classpath:nowhere", WeightsSource.shipped().sha256());

        assertThatThrownBy(() -> VggStylizer.open(TestSettings.with("cpu", nowhere)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("class path resource nowhere does not exist");
    }

    private static void assertUnsuitable(
            Recipe recipe, ImageBytes content, List<ImageBytes> styles, Reason type, String message) {
        assertUnsuitable(recipe, Pictures.of(content, styles), type, message);
    }

    private static void assertUnsuitable(Recipe recipe, Pictures pictures, Reason type, String message) {
        assertThatThrownBy(() -> stylizer.stylize(recipe, pictures, new Watcher(step -> {})))
                .isInstanceOfSatisfying(UnsuitableJobException.class, e -> {
                    assertThat(e.reason()).isEqualTo(type);
                    assertThat(e).hasMessageContaining(message);
                });
    }

    private static Pictures masked(List<ImageBytes> styles, List<ImageBytes> masks) {
        List<Pictures.Style> masked = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            masked.add(new Pictures.Style(styles.get(i), 1, masks.get(i)));
        }
        return new Pictures(content, masked, null);
    }

    private static Pictures startingFrom(ImageBytes start) {
        return new Pictures(content, List.of(Pictures.Style.of(style)), start);
    }

    private static Pictures pictures() {
        return Pictures.of(content, List.of(style));
    }

    private static RgbImage decoded(Stylizer.Pastiche pastiche) {
        return ImageDecoder.decode(pastiche.image().toArray(), ImageLimits.DEFAULT);
    }

    private static ImageBytes solid(ImageSize size, int red, int green, int blue) {
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        for (int at = 0; at < rgb.length; at += 3) {
            rgb[at] = (byte) red;
            rgb[at + 1] = (byte) green;
            rgb[at + 2] = (byte) blue;
        }
        return new ImageBytes(ImageEncoder.png(RgbImage.of(size, rgb)));
    }

    private static double mean(RgbImage image, int colour) {
        byte[] rgb = image.rgb();
        double sum = 0;
        for (int at = colour; at < rgb.length; at += 3) {
            sum += rgb[at] & 0xff;
        }
        return sum / image.size().pixels();
    }

    private static Recipe recipe(String overrides) {
        return Presets.named("d2l").with(RecipeOverrides.fromJson(overrides));
    }

    private static ImageBytes file(String name) throws IOException {
        return resource("/golden/" + name);
    }

    private static ImageBytes resource(String name) throws IOException {
        try (InputStream in = VggStylizerTest.class.getResourceAsStream(name)) {
            return new ImageBytes(Objects.requireNonNull(in, name).readAllBytes());
        }
    }

    /** Writes down what it hears. */
    private static final class Watcher implements Stylizer.Watcher {
        private final List<Plan> plans = new ArrayList<>();
        private final List<Stylizer.Step> steps = new ArrayList<>();
        private final Consumer<Stylizer.Step> also;
        private int stopAfter = Integer.MAX_VALUE;
        private Stylizer.Command then = Stylizer.Command.CANCEL;

        Watcher(Consumer<Stylizer.Step> also) {
            this.also = also;
        }

        @Override
        public void started(Plan plan, Execution execution) {
            plans.add(plan);
        }

        @Override
        public void stepped(Stylizer.Step step) {
            steps.add(step);
            also.accept(step);
        }

        @Override
        public Stylizer.Command command() {
            return steps.size() >= stopAfter ? then : Stylizer.Command.GO_ON;
        }
    }
}
