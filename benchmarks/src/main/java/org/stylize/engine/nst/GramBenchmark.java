package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.concurrent.TimeUnit;
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
import org.stylize.recipe.LossTerm.GramNormalization;

/** The Gram matrices of the textbook's layers at 450×300, in 32-bit floats, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1"})
public class GramBenchmark {
    /** Channels, height and width. */
    @Param({"64x300x450", "128x150x225", "256x75x112", "512x37x56", "512x18x28"})
    public String maps = "64x300x450";

    private final NDManager manager = NDManager.newBaseManager();
    private NDArray features = manager.create(0f);

    @Setup
    public void makeMaps() {
        String[] sides = maps.split("x", 3);
        Shape shape = new Shape(1, Long.parseLong(sides[0]), Long.parseLong(sides[1]), Long.parseLong(sides[2]));
        features = manager.randomUniform(0, 1, shape);
    }

    @TearDown
    public void close() {
        manager.close();
    }

    /** The sum of the matrix, read back, so that the work is done. */
    @Benchmark
    public float gram() {
        try (NDManager scope = manager.newSubManager()) {
            features.tempAttach(scope); // what is derived from it now dies with the scope
            return GramMatrix.of(Sample.of(features), GramNormalization.CHANNELS_AND_POSITIONS)
                    .sum()
                    .getFloat();
        }
    }
}
