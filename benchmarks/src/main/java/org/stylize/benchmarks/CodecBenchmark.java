package org.stylize.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stylize.proto.Encoded;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.Received;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;

/** A submission to a Kafka record and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {
    private final JobCodec codec = new JobCodec("/benchmark");
    private final StylizationJob job = StylizationJob.of(
            JobId.random(),
            JobPictures.of(
                    new ImageRef("stylize", "default/uploads/content.jpg"),
                    List.of(new ImageRef("stylize", "default/uploads/style.jpg"))),
            new RecipeChoice.Preset("d2l", "{\"steps\":100}"),
            Instant.parse("2026-11-24T00:00:00Z"),
            null);
    private final Received record = Received.of(codec.encodeSubmission(job));

    @Benchmark
    public Encoded encode() {
        return codec.encodeSubmission(job);
    }

    @Benchmark
    public StylizationJob decode() {
        return codec.decodeSubmission(record);
    }
}
