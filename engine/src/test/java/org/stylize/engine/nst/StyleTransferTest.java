package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stylize.engine.DivergedException;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.StopRule;
import org.stylize.recipe.Variable;

class StyleTransferTest extends OnShippedNetwork {
    private static final Recipe RECIPE = Presets.named("d2l");

    @Test
    void memoryIsAsFlatAfterTwoHundredStepsAsAfterTwo() {
        try (NDManager job = manager.newSubManager()) {
            StyleTransfer transfer = begin(job, RECIPE);
            NDManager engine = manager.getParentManager();
            transfer.step();
            transfer.step();
            int live = job.getManagedArrays().size();
            int liveInEngine = engine.getManagedArrays().size();

            for (int i = 0; i < 200; i++) {
                transfer.step();
            }

            assertThat(job.getManagedArrays()).hasSize(live);
            assertThat(engine.getManagedArrays()).hasSize(liveInEngine);
        }
    }

    @Test
    void lossFallsInTheCourseOfARun() {
        try (NDManager job = manager.newSubManager()) {
            StyleTransfer transfer = begin(job, RECIPE.with(RecipeOverrides.fromJson("{\"steps\": 60}")));
            List<Double> totals = new ArrayList<>();

            StopReason reason = transfer.run(listener(totals, Integer.MAX_VALUE));

            assertThat(reason).isEqualTo(StopReason.COMPLETED);
            assertThat(totals).hasSize(60);
            assertThat(totals.get(59)).isLessThan(totals.get(0) / 2);
        }
    }

    @Test
    void sameStartGivesTheSamePicture() {
        try (NDManager job = manager.newSubManager()) {
            StyleTransfer one = begin(job, RECIPE);
            StyleTransfer two = begin(job, RECIPE);
            for (int i = 0; i < 3; i++) {
                one.step();
                two.step();
            }

            assertThat(one.pastiche().toFloatArray()).isEqualTo(two.pastiche().toFloatArray());
        }
    }

    @Test
    void listenerStopsARunBetweenTwoSteps() {
        try (NDManager job = manager.newSubManager()) {
            List<Double> totals = new ArrayList<>();

            StopReason reason = begin(job, RECIPE).run(listener(totals, 3));

            assertThat(reason).isEqualTo(StopReason.REQUESTED);
            assertThat(totals).hasSize(3);
        }
    }

    @Test
    void runEndsWhenNothingMoreIsGainedAndSaysThatItsStepWasTheLast() {
        try (NDManager job = manager.newSubManager()) {
            Recipe recipe = RECIPE.toBuilder().stop(new StopRule(0.01, 5, 0)).build();
            LossName name = new LossName(LossName.Kind.STYLE, "style:relu1_1");
            Objective flat = at -> new Evaluation(List.of(new LossValue(name, 1f)), at.onesLike());
            List<Integer> left = new ArrayList<>();

            StopReason reason = new StyleTransfer(recipe, flat, job.ones(new Shape(1, 3, 4, 4))).run(timed(left, 0));

            assertThat(reason).isEqualTo(StopReason.NO_GAIN);
            assertThat(left).hasSize(10).startsWith(499, 498).endsWith(491, 0);
        }
    }

    @Test
    void runEndsWhenItsTimeIsUsedUpAndItsRateFallsWithTheTime() {
        try (NDManager job = manager.newSubManager()) {
            StyleTransfer transfer = begin(job, RECIPE);
            List<Integer> left = new ArrayList<>();
            List<Double> rates = new ArrayList<>();

            StopReason reason = transfer.run(timed(left, 0.3, rates));

            // 0, 0.3, 0.6 and 0.9 of 500 steps with ×0.8 after every 50
            assertThat(reason).isEqualTo(StopReason.OUT_OF_TIME);
            assertThat(left).containsExactly(499, 498, 497, 0);
            assertThat(rates.get(0)).isCloseTo(0.3, within(1e-12));
            assertThat(rates.get(1)).isCloseTo(0.3 * Math.pow(0.8, 2), within(1e-12));
            assertThat(rates.get(3)).isCloseTo(0.3 * Math.pow(0.8, 8), within(1e-12));
        }
    }

    @Test
    void oneStepIsDoneHoweverLittleTimeThereIs() {
        try (NDManager job = manager.newSubManager()) {
            List<Integer> left = new ArrayList<>();

            assertThat(begin(job, RECIPE).run(timed(left, 1000))).isEqualTo(StopReason.OUT_OF_TIME);

            assertThat(left).containsExactly(0);
        }
    }

    @Test
    void termsWithoutWeightAreNotComputed() {
        try (NDManager job = manager.newSubManager()) {
            Recipe onlyTotalVariation =
                    RECIPE.with(RecipeOverrides.fromJson("{\"contentWeight\": 0, \"styleWeight\": 0}"));

            StepReport report = begin(job, onlyTotalVariation).step();

            assertThat(report.losses()).extracting(loss -> loss.name().text()).containsExactly("tv");
        }
    }

    @Test
    void lossThatIsNoNumberEndsTheRunAndLeavesThePastiche() {
        try (NDManager job = manager.newSubManager()) {
            NDArray start = job.ones(new Shape(1, 3, 4, 4));
            LossName name = new LossName(LossName.Kind.STYLE, "style:relu1_1");
            Objective broken = at -> new Evaluation(List.of(new LossValue(name, Float.NaN)), at.zerosLike());

            StyleTransfer transfer = new StyleTransfer(RECIPE, broken, start);

            assertThatThrownBy(transfer::step)
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("step 1")
                    .hasMessageContaining("style:relu1_1");
            assertThat(transfer.pastiche().toFloatArray()).containsOnly(1f);
        }
    }

    @Test
    void stepThatLeadsWhereTheLossIsNoNumberIsTakenBackOnce() {
        try (NDManager job = manager.newSubManager()) {
            LossName name = new LossName(LossName.Kind.STYLE, "style:relu1_1");
            // Rate 0.3: the pictures are 1, 0.7, 0.4, and the third is beyond the edge.
            Objective edge = at -> new Evaluation(
                    List.of(new LossValue(name, at.getFloat(0, 0, 0, 0) < 0.5f ? Float.NaN : 1f)), at.onesLike());
            StyleTransfer transfer = new StyleTransfer(RECIPE, edge, job.ones(new Shape(1, 3, 4, 4)));
            transfer.step();
            transfer.step();

            StepReport report = transfer.step();

            assertThat(report.number()).isEqualTo(3);
            assertThat(report.learningRate()).isEqualTo(0.15);
            assertThat(transfer.pastiche().getFloat(0, 0, 0, 0)).isCloseTo(0.55f, within(1e-5f));
            transfer.step();
            assertThatThrownBy(transfer::step).isInstanceOf(DivergedException.class);
            assertThat(transfer.pastiche().getFloat(0, 0, 0, 0)).isCloseTo(0.55f, within(1e-5f));
        }
    }

    @ParameterizedTest
    @EnumSource(OptimizerSettings.LineSearch.class)
    void memoryIsAsFlatWithAnAverageAndLbfgsAfterManyStepsAsAfterItsHistory(OptimizerSettings.LineSearch search) {
        try (NDManager job = manager.newSubManager()) {
            Recipe recipe = RECIPE.toBuilder()
                    .optimizer(new OptimizerSettings.Lbfgs(1, 3, search))
                    .variable(new Variable(Variable.Space.RGB, search == OptimizerSettings.LineSearch.NONE, 0.9))
                    .build();
            StyleTransfer transfer = begin(job, recipe);
            for (int i = 0; i < 8; i++) {
                transfer.step();
            }
            int live = job.getManagedArrays().size();

            for (int i = 0; i < 20; i++) {
                transfer.step();
            }

            // A pair without curvature is not kept, so there may be fewer.
            assertThat(job.getManagedArrays()).hasSizeLessThanOrEqualTo(live);
        }
    }

    private static StyleTransfer begin(NDManager job, Recipe recipe) {
        manager.getEngine().setRandomSeed(11);
        NDArray content = job.randomUniform(-2, 2, new Shape(1, 3, 32, 40));
        NDArray style = job.randomUniform(-1, 1, new Shape(1, 3, 48, 32));
        return new StyleTransfer(recipe, TestObjectives.reference(recipe, weights, content, style), content);
    }

    private static StepListener timed(List<Integer> left, double timeOfAStep) {
        return timed(left, timeOfAStep, new ArrayList<>());
    }

    private static StepListener timed(List<Integer> left, double timeOfAStep, List<Double> rates) {
        return new StepListener() {
            @Override
            public boolean isStopRequested() {
                return false;
            }

            @Override
            public double timeUsed() {
                return (left.size() + 1) * timeOfAStep;
            }

            @Override
            public void stepped(StepReport report, int stepsLeft) {
                left.add(stepsLeft);
                rates.add(report.learningRate());
            }
        };
    }

    private static StepListener listener(List<Double> totals, int most) {
        return new StepListener() {
            @Override
            public boolean isStopRequested() {
                return totals.size() >= most;
            }

            @Override
            public void stepped(StepReport report, int stepsLeft) {
                totals.add(report.total());
            }
        };
    }
}
