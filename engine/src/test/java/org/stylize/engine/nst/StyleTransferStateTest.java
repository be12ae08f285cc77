package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.engine.DivergedException;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.OptimizerSettings.LineSearch;
import org.stylize.recipe.OptimizerSettings.Smoothing;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Schedule;
import org.stylize.recipe.StopRule;
import org.stylize.recipe.Variable;

/** What a run at one scale saves is all that decides about its steps. The objective is a simple one, so every step is tried. */
class StyleTransferStateTest {
    private static final Shape SHAPE = new Shape(1, 3, 4, 5);
    private static final int STEPS = 9;
    private static final double TIME_OF_A_STEP = 0.14;
    private static final double NOWHERE = Double.NEGATIVE_INFINITY;
    /** Mean of a picture that a run passes on its way to the least loss, at 0. */
    private static final double EDGE = 0.35;

    private static NDManager manager;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    static Stream<Recipe> recipes() {
        OptimizerSettings adam = new OptimizerSettings.Adam(0.1, 0.9, 0.99, 1e-8);
        Variable plain = Variable.PLAIN;
        Variable averaged = new Variable(Variable.Space.RGB, true, 0.7);
        StopRule gain = new StopRule(0.3, 2, 0);
        return Stream.of(
                recipe("adam", adam, plain, StopRule.NEVER),
                recipe("adam-clamped-average", adam, averaged, StopRule.NEVER),
                recipe("adam-gain", adam, plain, gain),
                recipe("adam-time", adam, plain, new StopRule(0, 20, 60)),
                recipe("lbfgs", lbfgs(3, LineSearch.NONE, Smoothing.NONE), plain, StopRule.NEVER),
                recipe("lbfgs-search-gain", lbfgs(2, LineSearch.STRONG_WOLFE, Smoothing.NONE), plain, gain),
                recipe("lbfgs-smoothed", lbfgs(3, LineSearch.NONE, new Smoothing(1.5, 20)), averaged, StopRule.NEVER));
    }

    private static OptimizerSettings lbfgs(int history, LineSearch search, Smoothing smoothing) {
        return new OptimizerSettings.Lbfgs(0.5, history, search, 0.1, smoothing);
    }

    private static Recipe recipe(String name, OptimizerSettings optimizer, Variable variable, StopRule stop) {
        return Presets.named("d2l").toBuilder()
                .name(name)
                .optimizer(optimizer)
                .variable(variable)
                .stop(stop)
                .schedule(new Schedule.StepDecay(2, 0.8))
                .scales(new Scales.CoarseToFine(300, STEPS))
                .steps(STEPS - 2)
                .build();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void runContinuesAfterEachStepAsIfItHadNotStopped(Recipe recipe) {
        continuesAfterEachStep(recipe, bowl(NOWHERE));
    }

    /** The step after the one that is taken back has half the rate, and the picture from which it starts is an earlier one. */
    @ParameterizedTest
    @MethodSource("recipes")
    void runContinuesAfterEachStepWhereAStepIsTakenBack(Recipe recipe) {
        continuesAfterEachStep(recipe, bowl(EDGE));
    }

    private static void continuesAfterEachStep(Recipe recipe, Objective objective) {
        try (NDManager job = manager.newSubManager()) {
            for (Course whole : courses(recipe, objective, job)) {
                for (int step = 1; step <= whole.heard.size(); step++) {
                    Course rest = whole.continuedAfter(step, whole.states.get(step - 1), job);

                    String from = recipe.name() + " from step " + step + " at scale " + whole.scale;
                    assertThat(rest.outcome()).as(from).isEqualTo(whole.outcomeAfter(step));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void nextScaleStartsFromTheSamePictureAndMemory(Recipe recipe) {
        try (NDManager job = manager.newSubManager()) {
            Course coarse = courses(recipe, bowl(NOWHERE), job).get(0);
            int last = coarse.heard.size();
            Course continued = coarse.continuedAfter(last, coarse.states.get(last - 1), job);

            assertThat(continued.heard).isEmpty();
            assertThat(finer(continued, job).outcome())
                    .isEqualTo(finer(coarse, job).outcome());
        }
    }

    /** Else the tests above would not see that something is missing. */
    @Test
    void everyPartOfTheStateDecidesAboutTheStepsThatFollow() {
        Set<String> parts = new TreeSet<>();
        Set<String> deciding = new TreeSet<>();
        try (NDManager job = manager.newSubManager()) {
            for (Objective objective : List.of(bowl(NOWHERE), bowl(EDGE), bowlWithASlope())) {
                recipes()
                        .flatMap(recipe -> courses(recipe, objective, job).stream())
                        .forEach(whole -> {
                            for (int step = 1; step <= whole.heard.size(); step++) {
                                InMemoryState state = whole.states.get(step - 1);
                                parts.addAll(state.names());
                                for (String part : state.names()) {
                                    if (!deciding.contains(part)
                                            && !outcomeWithout(part, state, whole, step, job)
                                                    .equals(whole.outcomeAfter(step))) {
                                        deciding.add(part);
                                    }
                                }
                            }
                        });
            }
        }

        assertThat(parts)
                .contains("known.losses", "lastGood", "gain.before", "average.sum", "adam.mean", "lbfgs.scale");
        // Without it, the same losses are computed once more.
        parts.remove("known.losses");
        assertThat(deciding).isEqualTo(parts);
    }

    private static String outcomeWithout(String part, InMemoryState state, Course whole, int step, NDManager job) {
        try {
            return whole.continuedAfter(step, state.without(part), job).outcome();
        } catch (RuntimeException e) {
            return "cannot continue: " + e;
        }
    }

    /** A run at the coarse scale of a recipe, and one at the fine scale after it. */
    private static List<Course> courses(Recipe recipe, Objective objective, NDManager job) {
        Course first = new Course(recipe, 0, objective, 0, new StyleTransfer(recipe, objective, start(job)));
        first.run();
        return first.hasDiverged() ? List.of(first) : List.of(first, finer(first, job));
    }

    private static Course finer(Course coarse, NDManager job) {
        StyleTransfer transfer = coarse.transfer
                .carriedTo(new Shape(1, 3, 5, 6), job)
                .at(coarse.recipe.stages().get(1), coarse.objective);
        Course course = new Course(coarse.recipe, 1, coarse.objective, 0, transfer);
        course.run();
        return course;
    }

    private static NDArray start(NDManager job) {
        float[] values = new float[(int) SHAPE.size()];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + random.nextFloat() / 2;
        }
        return job.create(values, SHAPE);
    }

    /**
     * Σ cᵢ·xᵢ² + ½ Σ xᵢ⁴, with a c of its own for each number.
     *
     * @param edge below this mean of the picture the loss is NaN
     */
    private static Objective bowl(double edge) {
        return picture -> {
            Shape shape = picture.getShape();
            NDArray c = picture.getManager()
                    .arange(1f, (float) shape.size() + 1)
                    .div(shape.size())
                    .reshape(shape);
            NDArray square = picture.square();
            float loss = c.mul(square).sum().getFloat()
                    + square.square().sum().div(2).getFloat();
            boolean beyond = picture.mean().getFloat() < edge;
            NDArray gradient = c.mul(picture).mul(2).add(square.mul(picture).mul(2));
            return new Evaluation(
                    List.of(
                            new LossValue(
                                    new LossName(LossName.Kind.STYLE, "style:relu1_1"), beyond ? Float.NaN : loss),
                            new LossValue(new LossName(LossName.Kind.CONTENT, "content:relu1_1"), 0.25f)),
                    gradient);
        };
    }

    /** As the bowl; nearer to 0 it becomes a slope without curvature, where L-BFGS learns nothing. */
    private static Objective bowlWithASlope() {
        Objective bowl = bowl(NOWHERE);
        return picture -> picture.mean().getFloat() > 0.55
                ? bowl.at(picture)
                : new Evaluation(
                        List.of(new LossValue(
                                new LossName(LossName.Kind.STYLE, "style:relu1_1"),
                                picture.sum().getFloat())),
                        picture.onesLike());
    }

    /** A run at one scale that saves its state after each step. */
    private static final class Course implements StepListener {
        private final Recipe recipe;
        private final int scale;
        private final Objective objective;
        private final StyleTransfer transfer;
        private final List<String> heard = new ArrayList<>();
        private final List<InMemoryState> states = new ArrayList<>();
        private int done;
        private String reason = "";

        /** @param done steps of the scale before this */
        Course(Recipe recipe, int scale, Objective objective, int done, StyleTransfer transfer) {
            this.recipe = recipe;
            this.scale = scale;
            this.objective = objective;
            this.done = done;
            this.transfer = transfer;
        }

        void run() {
            try {
                reason = transfer.run(this).toString();
            } catch (DivergedException e) {
                reason = String.valueOf(e.getMessage());
            }
        }

        boolean hasDiverged() {
            return reason.startsWith("the loss");
        }

        /** A run from a state of this one. */
        Course continuedAfter(int step, SavedState state, NDManager job) {
            Course rest = new Course(
                    recipe,
                    scale,
                    objective,
                    step,
                    StyleTransfer.restored(recipe, recipe.stages().get(scale), objective, state, job));
            rest.run();
            return rest;
        }

        String outcome() {
            return outcomeAfter(0);
        }

        String outcomeAfter(int step) {
            return heard.subList(step, heard.size()) + ", " + reason + ", "
                    + Arrays.toString(transfer.pastiche().toFloatArray());
        }

        @Override
        public boolean isStopRequested() {
            return false;
        }

        @Override
        public double timeUsed() {
            done++;
            return recipe.stop().looksAtTime() ? TIME_OF_A_STEP * done : 0;
        }

        @Override
        public void stepped(StepReport report, int stepsLeft) {
            heard.add(report + ", left " + stepsLeft);
            InMemoryState state = new InMemoryState();
            transfer.save(state);
            states.add(state);
        }
    }

    /** Keeps a state in the heap. */
    private static final class InMemoryState implements StateWriter, SavedState {
        private final Map<String, float[]> arrays = new HashMap<>();
        private final Map<String, Shape> shapes = new HashMap<>();
        private final Map<String, double[]> numbers = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();

        Set<String> names() {
            Set<String> names = new TreeSet<>(arrays.keySet());
            names.addAll(numbers.keySet());
            names.addAll(texts.keySet());
            return names;
        }

        /** This state as if a part had its first value: zeros, or nothing. */
        InMemoryState without(String part) {
            InMemoryState other = new InMemoryState();
            other.arrays.putAll(arrays);
            other.shapes.putAll(shapes);
            other.numbers.putAll(numbers);
            other.texts.putAll(texts);
            other.arrays.computeIfPresent(part, (name, values) -> new float[values.length]);
            other.numbers.computeIfPresent(
                    part, (name, values) -> new double[part.startsWith("gain") ? 0 : values.length]);
            other.texts.remove(part);
            return other;
        }

        @Override
        public void array(String name, NDArray array) {
            arrays.put(name, array.toFloatArray());
            shapes.put(name, array.getShape());
        }

        @Override
        public void numbers(String name, double... values) {
            numbers.put(name, values.clone());
        }

        @Override
        public void text(String name, String value) {
            texts.put(name, value);
        }

        @Override
        public NDArray array(String name, NDManager keeper) {
            return keeper.create(
                    Objects.requireNonNull(arrays.get(name), name), Objects.requireNonNull(shapes.get(name), name));
        }

        @Override
        public double[] numbers(String name) {
            return Objects.requireNonNull(numbers.get(name), name).clone();
        }

        @Override
        public Optional<String> text(String name) {
            return Optional.ofNullable(texts.get(name));
        }
    }
}
