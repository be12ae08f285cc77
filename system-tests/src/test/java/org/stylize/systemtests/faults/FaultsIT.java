package org.stylize.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A seeded run of faults. {@code scripts/faults} runs the same for longer: the system properties {@code faults.minutes}
 * and {@code faults.seed} set the length and the seed.
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

        FaultRun.Summary summary;
        try (FaultRun run = FaultRun.start(data, seed)) {
            summary = run.run(Duration.ofMillis((long) (minutes * 60_000)));
        }

        System.out.println(summary);
        assertThat(summary.violations()).as("seed %d, logs in %s", seed, data).isEmpty();
        assertThat(summary.completed()).isPositive();
        assertThat(summary.faults()).isNotEmpty();
    }
}
