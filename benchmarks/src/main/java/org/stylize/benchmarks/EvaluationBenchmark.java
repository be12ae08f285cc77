package org.stylize.benchmarks;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.WeightedStyle;
import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.OpenedDevice;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.Network;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/** Losses and gradient of a preset at one picture, in 32-bit floats on one thread, by each back end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EvaluationBenchmark {
    @Param({"d2l", "balanced"})
    public String preset = "d2l";

    @Param({"compiled", "reference"})
    public String backEnd = "compiled";

    /** Width and height. */
    @Param({"225x150", "450x300"})
    public String size = "225x150";

    private @Nullable OpenedDevice device;
    private @Nullable Objective objective;
    private @Nullable NDArray picture;

    @Setup
    public void open() {
        String[] sides = size.split("x", 2);
        Shape shape = new Shape(1, 3, Long.parseLong(sides[1]), Long.parseLong(sides[0]));
        OpenedDevice opened = OpenedDevice.open(new StylizerSettings(
                "cpu",
                1,
                WeightsSource.shipped(),
                1024,
                BackEndKind.labelled(backEnd),
                MemorySettings.AUTOMATIC,
                false,
                ImageLimits.DEFAULT));
        NDManager manager = opened.manager();
        Recipe recipe = Presets.named(preset).withPrecision(Network.Precision.FP32);
        PreparedRecipe prepared = opened.backEnd().prepare(recipe, 0);
        NDArray style = manager.randomUniform(-1, 1, shape);
        WeightedStyle described = new WeightedStyle(prepared.describe(style, PreparedRecipe.WHOLE_PICTURE, manager), 1);
        objective = prepared.objective(
                manager.randomUniform(-1, 1, shape), List.of(described), Regions.NONE, PreparedRecipe.WHOLE_PICTURE);
        picture = manager.randomUniform(-1, 1, shape);
        device = opened;
    }

    @TearDown
    public void close() {
        requireNonNull(device, "device is null").close();
    }

    /** The total loss. It is read back from the device, so all of the work is timed. */
    @Benchmark
    public double evaluation() {
        NDArray at = requireNonNull(picture, "picture is null");
        try (NDManager scope = at.getManager().newSubManager()) {
            at.tempAttach(scope); // what is derived from it now is closed with the scope
            return requireNonNull(objective, "objective is null").at(at).total();
        }
    }
}
