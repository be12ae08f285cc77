package org.stylize.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A seeded run of faults. {@code scripts/faults} runs the same for longer: the system properties {@code faults.minutes},
 * {@code faults.seed} and {@code faults.librdkafka} set the length, the seed, and a Python that has librdkafka.
 */
class FaultsIT {
    private static final String DEFAULT_MINUTES = "1";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    @Test
    void everyJobEndsOnceAndItsPictureIsTheAnnouncedOne() {
        double minutes = Double.parseDouble(System.getProperty("faults.minutes", DEFAULT_MINUTES));
        long seed = Long.getLong("faults.seed", System.nanoTime());
        System.out.println("faults.seed=" + seed);

        Summary summary;
        try (FaultRun run =
                FaultRun.start(new FaultRun.Settings(data, seed, System.getProperty("faults.librdkafka")))) {
            summary = run.run(Duration.ofMillis((long) (minutes * 60_000)));
        }

        System.out.println(summary);
        summary.violations().forEach(System.out::println);
        assertThat(summary.violations()).as("seed %d, logs in %s", seed, data).isEmpty();
        assertThat(summary.completed()).isPositive();
        assertThat(summary.faults()).isNotEmpty();
    }
}
