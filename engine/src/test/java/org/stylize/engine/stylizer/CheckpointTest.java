package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.engine.UnusableCheckpointException.Reason;
import org.stylize.engine.nst.compiled.NeedsBfloat16;
import org.stylize.engine.picture.ImageEncoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.image.ImageFormat;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Balance;
import org.stylize.recipe.Execution;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.OptimizerSettings.LineSearch;
import org.stylize.recipe.OptimizerSettings.Smoothing;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeBuilder;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Sizing;
import org.stylize.recipe.Start;
import org.stylize.recipe.StopRule;
import org.stylize.recipe.Variable;

/** A job that continues from checkpoints gives the bytes of a job that was never interrupted. */
class CheckpointTest {
    /** Rounds nothing away that could be seen. */
    private static final OutputFormat EXACT = new OutputFormat(ImageFormat.TIFF, 16, 100);

    private static final ImageSize PHOTOGRAPH = new ImageSize(64, 48);
    private static final ImageBytes CONTENT = picture(PHOTOGRAPH, 1);
    private static final ImageBytes STYLE = picture(new ImageSize(56, 56), 2);
    private static final ImageBytes OTHER_STYLE = picture(new ImageSize(48, 64), 3);
    private static final Pictures TWO = Pictures.of(CONTENT, List.of(STYLE));

    private static final OptimizerSettings SMOOTHED =
            new OptimizerSettings.Lbfgs(1, 4, LineSearch.NONE, 0.1, new Smoothing(1.5, 200));
    private static final OptimizerSettings SEARCHING = new OptimizerSettings.Lbfgs(1, 3, LineSearch.STRONG_WOLFE);
    private static final Scales TWO_SCALES = new Scales.CoarseToFine(32, 4);

    private static VggStylizer compiled;
    private static VggStylizer tiled;
    private static VggStylizer reference;

    @BeforeAll
    static void open() {
        compiled = VggStylizer.open(TestSettings.compiled());
        tiled = VggStylizer.open(
                TestSettings.with(BackEndKind.COMPILED, MemorySettings.AUTOMATIC.withTileSidePixels(64)));
        reference = VggStylizer.open(TestSettings.with(BackEndKind.REFERENCE, MemorySettings.AUTOMATIC));
    }

    @AfterAll
    static void close() {
        compiled.close();
        tiled.close();
        reference.close();
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "Adam, textbook's losses",
                        compiled,
                        shallow().losses(Presets.named("d2l").losses()).steps(3).build(),
                        TWO),
                new Case(
                        "Adam, average, clamped, three scales, noise",
                        compiled,
                        shallow()
                                .optimizer(new OptimizerSettings.Adam(0.02, 0.9, 0.99, 1e-8))
                                .variable(new Variable(Variable.Space.RGB, true, 0.9))
                                .sizing(new Sizing.LongSide(64))
                                .scales(new Scales.CoarseToFine(32, 3))
                                .steps(3)
                                .start(Start.NOISE)
                                .build(),
                        TWO),
                new Case(
                        "smoothed L-BFGS, strength, two scales",
                        compiled,
                        shallow()
                                .optimizer(SMOOTHED)
                                .scales(TWO_SCALES)
                                .balance(new Balance.Strength(0.5, 0.021))
                                .build(),
                        TWO),
                new Case(
                        "L-BFGS with line search, two scales, average",
                        compiled,
                        shallow()
                                .optimizer(SEARCHING)
                                .variable(new Variable(Variable.Space.NORMALIZED, false, 0.8))
                                .scales(TWO_SCALES)
                                .build(),
                        TWO),
                new Case(
                        "smoothed L-BFGS, masks, start picture, two scales",
                        compiled,
                        shallow()
                                .optimizer(SMOOTHED)
                                .scales(TWO_SCALES)
                                .start(Start.PICTURE)
                                .build(),
                        new Pictures(
                                CONTENT,
                                List.of(
                                        new Pictures.Style(STYLE, 1, mask(column -> column < 32)),
                                        new Pictures.Style(OTHER_STYLE, 1, mask(column -> column >= 32))),
                                picture(PHOTOGRAPH, 4))),
                new Case(
                        "smoothed L-BFGS, neighbours, two scales, two styles",
                        compiled,
                        shallow()
                                .losses(List.of(new LossTerm.Neighbours(1, 64, layers("relu1_1", "relu2_1"))))
                                .optimizer(SMOOTHED)
                                .scales(TWO_SCALES)
                                .build(),
                        Pictures.of(CONTENT, List.of(STYLE, OTHER_STYLE))),
                new Case(
                        "Adam, ends at each scale when nothing is gained",
                        compiled,
                        shallow()
                                .scales(new Scales.CoarseToFine(32, 30))
                                .steps(30)
                                .stop(new StopRule(0.4, 2, 0))
                                .build(),
                        TWO),
                new Case(
                        "smoothed L-BFGS in tiles, two scales",
                        tiled,
                        shallow()
                                .optimizer(SMOOTHED)
                                .sizing(new Sizing.LongSide(88))
                                .scales(new Scales.CoarseToFine(60, 2))
                                .steps(3)
                                .build(),
                        TWO),
                new Case(
                        "smoothed L-BFGS, detail of the coarser pastiche at two of three scales",
                        compiled,
                        shallow()
                                .optimizer(SMOOTHED)
                                .sizing(new Sizing.LongSide(64))
                                .scales(detail(40))
                                .balance(new Balance.Strength(0.5, 0.021))
                                .build(),
                        TWO),
                new Case(
                        "Adam, weak, detail of the coarser pastiche at all scales, protection",
                        compiled,
                        shallow()
                                .scales(detail(32))
                                .balance(new Balance.Strength(0.3, 0.021))
                                .build(),
                        new Pictures(CONTENT, List.of(Pictures.Style.of(STYLE)), null, mask(column -> column < 20))),
                new Case(
                        "smoothed L-BFGS in tiles, detail of the coarser pastiche",
                        tiled,
                        shallow()
                                .optimizer(SMOOTHED)
                                .sizing(new Sizing.LongSide(88))
                                .scales(detail(70))
                                .build(),
                        TWO),
                new Case(
                        "reference back end, detail of the coarser pastiche",
                        reference,
                        shallow().optimizer(SMOOTHED).scales(detail(40)).build(),
                        TWO),
                new Case(
                        "reference back end, L-BFGS with line search",
                        reference,
                        shallow().optimizer(SEARCHING).steps(4).build(),
                        TWO),
                new Case(
                        "reference back end, Adam, average, two scales, two styles",
                        reference,
                        shallow()
                                .variable(new Variable(Variable.Space.RGB, true, 0.5))
                                .scales(new Scales.CoarseToFine(32, 2))
                                .steps(2)
                                .build(),
                        Pictures.of(CONTENT, List.of(STYLE, OTHER_STYLE))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultIsThatOfAnUninterruptedRun(Case job) {
        Watcher whole = new Watcher(step -> true);
        Stylizer.Pastiche expected = job.run(null, whole);
        assertThat(whole.checkpoints).hasSize(whole.steps.size());
        long seed = new Random().nextLong();

        for (int step : chosen(whole, seed)) {
            String from = job.name + " from step " + step + ", seed " + seed;
            Checkpoint checkpoint =
                    Checkpoint.read(whole.checkpoints.get(step - 1).toArray());
            assertThat(checkpoint.step()).as(from).isEqualTo(step);
            continuesLike(whole, expected, job, checkpoint, List.of(), from);
        }
        List<Integer> stops = new Random(seed)
                .ints(1, whole.steps.size() + 1)
                .limit(3)
                .sorted()
                .boxed()
                .toList();
        List<Heard> heard = new ArrayList<>();
        Checkpoint checkpoint = null;
        for (int stop : stops) {
            checkpoint = handedBack(job, checkpoint, stop, heard);
        }
        continuesLike(whole, expected, job, checkpoint, heard, job.name + " after " + stops + ", seed " + seed);
    }

    private static void continuesLike(
            Watcher whole,
            Stylizer.Pastiche expected,
            Case job,
            @Nullable Checkpoint checkpoint,
            List<Heard> before,
            String how) {
        Watcher rest = new Watcher(number -> false);
        Stylizer.Pastiche found = job.run(checkpoint, rest);

        int done = checkpoint == null ? 0 : checkpoint.step();
        List<Heard> steps = new ArrayList<>(before.isEmpty() ? whole.steps.subList(0, done) : before);
        steps.addAll(rest.steps);
        assertThat(steps).as(how).isEqualTo(whole.steps);
        assertThat(rest.plans)
                .as(how)
                .containsExactly(new Plan(
                        checkpoint == null ? job.recipe.totalSteps() : checkpoint.steps(),
                        expected.plan().width(),
                        expected.plan().height()));
        assertSame(how, found, expected);
    }

    /** Works until a step is done, and answers the checkpoint; where all is done before that, the one that was given. */
    private static @Nullable Checkpoint handedBack(Case job, @Nullable Checkpoint from, int step, List<Heard> heard) {
        Watcher watcher = new Watcher(number -> false);
        watcher.stopAt = step;
        watcher.lastNumber = from == null ? 0 : from.step();
        try {
            job.run(from, watcher);
            return from;
        } catch (StoppedException e) {
            heard.addAll(watcher.steps);
            Checkpoint checkpoint = e.checkpoint();
            assertThat(checkpoint).as("handed back after step " + step).isNotNull();
            return Checkpoint.read(checkpoint.toArray());
        }
    }

    /** The first, the last, those at the borders of scales, and some others. */
    private static Iterable<Integer> chosen(Watcher whole, long seed) {
        int steps = whole.steps.size();
        TreeSet<Integer> chosen = new TreeSet<>(List.of(1, steps));
        for (int step = 1; step < steps; step++) {
            if (whole.checkpoints.get(step - 1).scale()
                    != whole.checkpoints.get(step).scale()) {
                chosen.addAll(List.of(step, step + 1));
            }
        }
        new Random(seed).ints(1, steps + 1).limit(2).forEach(chosen::add);
        return chosen;
    }

    private static void assertSame(String how, Stylizer.Pastiche found, Stylizer.Pastiche expected) {
        assertThat(found.image()).as(how).isEqualTo(expected.image());
        assertThat(found.plan()).as(how).isEqualTo(expected.plan());
        assertThat(found.ending()).as(how).isEqualTo(expected.ending());
        assertThat(found.losses()).as(how).isEqualTo(expected.losses());
        assertThat(found.curve()).as(how).isEqualTo(expected.curve());
    }

    @NeedsBfloat16
    @Test
    void resultIsTheSameInBfloat16() {
        Recipe recipe =
                shallow().optimizer(SMOOTHED).build().with(RecipeOverrides.fromJson("{\"precision\": \"bf16\"}"));
        Case job = new Case("smoothed L-BFGS in bfloat16", compiled, recipe, TWO);

        resultIsThatOfAnUninterruptedRun(job);
    }

    @Test
    void jobThatIsHandedBackBeforeItsFirstStepHasNoCheckpoint() {
        Watcher watcher = new Watcher(step -> false);
        watcher.stopAt = 0;

        assertThatThrownBy(() -> plain().run(null, watcher))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.checkpoint()).isNull());
    }

    @Test
    void secondsBeforeTheCheckpointCount() {
        Watcher watcher = new Watcher(step -> step == 5);
        plain().run(null, watcher);
        Checkpoint last = watcher.checkpoints.get(0);
        double before = last.content().doubles("nanos")[0] / 1e9;

        assertThat(before).isPositive();
        assertThat(plain().run(last, new Watcher(step -> false)).optimizationSeconds())
                .isGreaterThanOrEqualTo(before);
    }

    @Test
    void jobThatIsCancelledHasNoCheckpoint() {
        Watcher watcher = new Watcher(step -> false);
        watcher.stopAt = 2;
        watcher.then = Stylizer.Command.CANCEL;

        assertThatThrownBy(() -> plain().run(null, watcher))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.checkpoint()).isNull());
    }

    @Test
    void jobThatIsInterruptedHasACheckpoint() {
        Thread asking = Thread.currentThread();
        Watcher watcher = new Watcher(step -> {
            asking.interrupt();
            return false;
        });
        Case endless = new Case("endless", compiled, shallow().steps(10_000).build(), TWO);

        assertThatThrownBy(() -> endless.run(null, watcher))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.checkpoint()).isNotNull());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void jobThatContinuesAndIsFinishedAtOnceHasThePictureOfTheCheckpoint() {
        Case job = new Case(
                "two scales",
                compiled,
                shallow().scales(new Scales.CoarseToFine(32, 3)).build(),
                TWO);
        for (int step : new int[] {2, 3}) {
            List<Heard> heard = new ArrayList<>();
            Checkpoint checkpoint = handedBack(job, null, step, heard);
            Watcher finishing = new Watcher(number -> false);
            finishing.stopAt = step;
            finishing.then = Stylizer.Command.FINISH;
            Stylizer.Pastiche expected = job.run(null, finishing);
            Watcher atOnce = new Watcher(number -> false);
            atOnce.stopAt = 0;
            atOnce.then = Stylizer.Command.FINISH;

            Stylizer.Pastiche found = job.run(checkpoint, atOnce);

            assertThat(atOnce.steps).isEmpty();
            assertThat(found.ending()).isEqualTo(Stylizer.Ending.FINISHED_EARLY);
            assertThat(found.plan()).isEqualTo(new Plan(step, 46, 35));
            assertSame("after step " + step, found, expected);
        }
    }

    @Test
    void headerSaysWhereTheJobIs() {
        Watcher watcher = new Watcher(step -> step == 5);
        new Case("", compiled, shallow().optimizer(SMOOTHED).scales(TWO_SCALES).build(), TWO).run(null, watcher);

        Checkpoint checkpoint = watcher.checkpoints.get(0);

        assertThat(checkpoint.step()).isEqualTo(5);
        assertThat(checkpoint.steps()).isEqualTo(4 + 5);
        assertThat(checkpoint.scale()).isEqualTo(1);
        assertThat(checkpoint.optimizer()).isEqualTo("lbfgs");
        assertThat(checkpoint.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(checkpoint).hasToString("checkpoint at step 5 of 9, " + checkpoint.length() + " bytes");
    }

    @Test
    void checkpointOfAnotherJobIsRefused() {
        Case job = plain();
        Checkpoint checkpoint = handedBack(job, null, 2, new ArrayList<>());
        ImageBytes mask = mask(column -> column < 32);
        Map<String, Case> others = Map.of(
                "other recipe",
                new Case("", compiled, shallow().steps(9).build(), TWO),
                "other content",
                new Case("", compiled, job.recipe, Pictures.of(picture(PHOTOGRAPH, 5), List.of(STYLE))),
                "other style",
                new Case("", compiled, job.recipe, Pictures.of(CONTENT, List.of(OTHER_STYLE))),
                "one more style",
                new Case("", compiled, job.recipe, Pictures.of(CONTENT, List.of(STYLE, OTHER_STYLE))),
                "a mask",
                new Case(
                        "",
                        compiled,
                        job.recipe,
                        new Pictures(CONTENT, List.of(new Pictures.Style(STYLE, 1, mask)), null)),
                "a protection mask",
                new Case(
                        "", compiled, job.recipe, new Pictures(CONTENT, List.of(Pictures.Style.of(STYLE)), null, mask)),
                "other back end",
                new Case("", reference, job.recipe, TWO));

        others.forEach(
                (difference, other) -> assertThatThrownBy(() -> other.run(checkpoint, new Watcher(step -> false)))
                        .as(difference)
                        .isInstanceOfSatisfying(UnusableCheckpointException.class, e -> assertThat(e.reason())
                                .isEqualTo(Reason.OTHER_JOB))
                        .hasMessageContaining(checkpoint.fingerprint()));
    }

    @Test
    void checkpointOfOtherTilesOrSharesIsRefused() {
        Recipe recipe = shallow().sizing(new Sizing.LongSide(88)).steps(2).build();
        Pictures equal = Pictures.of(CONTENT, List.of(STYLE, OTHER_STYLE));
        Pictures unequal = new Pictures(
                CONTENT, List.of(new Pictures.Style(STYLE, 2, null), Pictures.Style.of(OTHER_STYLE)), null);
        Checkpoint checkpoint = handedBack(new Case("", compiled, recipe, equal), null, 1, new ArrayList<>());

        assertThatThrownBy(() -> new Case("", tiled, recipe, equal).run(checkpoint, new Watcher(step -> false)))
                .isInstanceOf(UnusableCheckpointException.class);
        assertThatThrownBy(() -> new Case("", compiled, recipe, unequal).run(checkpoint, new Watcher(step -> false)))
                .isInstanceOf(UnusableCheckpointException.class);
    }

    @Test
    void settingOfTilesDoesNotMatterWhereThePictureIsComputedWhole() {
        Checkpoint checkpoint = handedBack(plain(), null, 2, new ArrayList<>());
        Case other = new Case("", tiled, plain().recipe, TWO);

        Stylizer.Pastiche found = other.run(checkpoint, new Watcher(step -> false));

        assertThat(found.image())
                .isEqualTo(plain().run(null, new Watcher(step -> false)).image());
    }

    @Test
    void resultOfAnotherFormatCanContinueFromTheSameCheckpoint() {
        Checkpoint checkpoint = handedBack(plain(), null, 2, new ArrayList<>());

        Stylizer.Pastiche found =
                compiled.stylize(plain().recipe, TWO, OutputFormat.PNG, checkpoint, new Watcher(step -> false));

        assertThat(found.image())
                .isEqualTo(compiled.stylize(plain().recipe, TWO, new Watcher(step -> false))
                        .image());
    }

    @Test
    void arraysAreFreedWithAJobThatMakesCheckpointsAndContinues() {
        List<Case> jobs =
                cases().filter(job -> job.stylizer == compiled).skip(2).limit(2).toList();
        jobs.forEach(job -> job.run(null, new Watcher(step -> false)));
        int live = compiled.liveArrays();

        for (Case job : jobs) {
            Watcher watcher = new Watcher(step -> true);
            job.run(null, watcher);
            job.run(watcher.checkpoints.get(3), new Watcher(step -> true));
        }

        assertThat(compiled.liveArrays()).isEqualTo(live);
    }

    private static Case plain() {
        return new Case("plain", compiled, shallow().build(), TWO);
    }

    /** The textbook's recipe for a small picture, with losses of the first layers only: it takes little time. */
    /** From 32 pixels on; above a bound the content losses compare with the coarser pastiche. */
    private static Scales detail(int abovePixels) {
        return new Scales.CoarseToFine(
                32, 3, new Scales.Detail(abovePixels, 3, Layer.named("relu2_1"), Scales.Goal.COARSER_PASTICHE));
    }

    private static RecipeBuilder shallow() {
        return Presets.named("d2l").toBuilder()
                .sizing(new Sizing.LongSide(46))
                .losses(List.of(
                        new LossTerm.Content(1, layers("relu2_1")),
                        new LossTerm.Gram(
                                1e4, LossTerm.GramNormalization.CHANNELS_AND_POSITIONS, layers("relu1_1", "relu2_1")),
                        new LossTerm.TotalVariation(10, LossTerm.TotalVariationKind.L1_MEAN)))
                .steps(5);
    }

    private static List<LayerWeight> layers(String... names) {
        return Stream.of(names)
                .map(name -> new LayerWeight(Layer.named(name), 1))
                .toList();
    }

    /** Coloured blocks with some noise. */
    private static ImageBytes picture(ImageSize size, int seed) {
        Random random = new Random(seed);
        byte[] blocks = new byte[3 * 64];
        random.nextBytes(blocks);
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % size.width();
            int y = i / 3 / size.width();
            int block = 8 * (8 * y / size.height()) + 8 * x / size.width();
            rgb[i] = (byte) ((blocks[3 * block + i % 3] & 0xdf) + random.nextInt(32));
        }
        return new ImageBytes(ImageEncoder.png(RgbImage.of(size, rgb)));
    }

    private static ImageBytes mask(IntPredicate white) {
        byte[] rgb = new byte[(int) (3 * PHOTOGRAPH.pixels())];
        IntStream.range(0, rgb.length)
                .filter(i -> white.test(i / 3 % PHOTOGRAPH.width()))
                .forEach(i -> rgb[i] = (byte) 255);
        return new ImageBytes(ImageEncoder.png(RgbImage.of(PHOTOGRAPH, rgb)));
    }

    /** A job on a stylizer. */
    private record Case(String name, VggStylizer stylizer, Recipe recipe, Pictures pictures) {
        Stylizer.Pastiche run(@Nullable Checkpoint from, Watcher watcher) {
            return stylizer.stylize(recipe, pictures, EXACT, from, watcher);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What a watcher hears of a step that must be the same in every run. */
    private record Heard(int number, int steps, Object losses, double learningRate) {}

    /** Writes down what it hears. */
    private static final class Watcher implements Stylizer.Watcher {
        private final List<Plan> plans = new ArrayList<>();
        private final List<Heard> steps = new ArrayList<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private final IntPredicate wanted;
        private int stopAt = Integer.MAX_VALUE;
        private int lastNumber;
        private Stylizer.Command then = Stylizer.Command.HAND_BACK;

        Watcher(IntPredicate wanted) {
            this.wanted = wanted;
        }

        @Override
        public void started(Plan plan, Execution execution) {
            plans.add(plan);
        }

        @Override
        public void stepped(Stylizer.Step step) {
            lastNumber = step.number();
            steps.add(new Heard(step.number(), step.steps(), step.losses(), step.learningRate()));
        }

        @Override
        public boolean checkpointWanted() {
            return wanted.test(lastNumber);
        }

        @Override
        public void checkpointed(Checkpoint checkpoint) {
            checkpoints.add(checkpoint);
        }

        @Override
        public Stylizer.Command command() {
            return lastNumber >= stopAt ? then : Stylizer.Command.GO_ON;
        }
    }
}
