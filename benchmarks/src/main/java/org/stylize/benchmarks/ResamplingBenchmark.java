package org.stylize.benchmarks;

import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;

/** A photograph to the working size of the textbook's recipe. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ResamplingBenchmark {
    @Param({"2048x1365", "5472x3648"})
    public String photograph = "2048x1365";

    private RgbImage image = RgbImage.of(new ImageSize(1, 1), new byte[3]);

    @Setup
    public void makePhotograph() {
        String[] sides = photograph.split("x", 2);
        ImageSize size = new ImageSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        new Random(1).nextBytes(rgb);
        image = RgbImage.of(size, rgb);
    }

    @Benchmark
    public RgbImage toTextbookSize() {
        return PillowResampling.BILINEAR.resize(image, new ImageSize(450, 300));
    }
}
