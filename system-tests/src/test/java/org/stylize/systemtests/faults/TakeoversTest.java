package org.stylize.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Slice;
import org.stylize.recipe.Plan;

/** The counting of a run. */
class TakeoversTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobId ID = JobId.random();

    @Test
    void theTimeIsThatFromTheSignalToTheNextStartOfWhatTheWorkerHad() {
        List<JobEvent> held = List.of(started("worker-1", 1, 0), started("worker-2", 2, 17));
        List<JobEvent> doneBefore = List.of(started("worker-1", 1, 0), new JobEvent.Queued(ID, 2, NOW.plusSeconds(5)));
        List<JobEvent> elsewhere = List.of(started("worker-3", 1, 0), started("worker-2", 2, 12));

        Takeovers takeovers = Takeovers.of(
                List.of(
                        new WorkerEnd("worker-1", NOW.plusSeconds(10), true),
                        new WorkerEnd("worker-3", NOW.plusSeconds(11), false)),
                List.of(held, doneBefore, elsewhere));

        assertThat(takeovers.afterKill()).containsExactly(Duration.ofSeconds(7));
        assertThat(takeovers.afterStop()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void everyKindOfFaultComesOnceBeforeAnyComesAgain() {
        Iterator<Fault> schedule = Fault.schedule(new Random(1));
        Set<Fault> all = new HashSet<>(Arrays.asList(Fault.values()));

        assertThat(Stream.generate(schedule::next).limit(all.size())).containsExactlyInAnyOrderElementsOf(all);
        assertThat(Stream.generate(schedule::next).limit(all.size())).containsExactlyInAnyOrderElementsOf(all);
    }

    private static JobEvent started(String worker, long sequence, int second) {
        return new JobEvent.Started(
                ID,
                sequence,
                NOW.plusSeconds(second),
                Attempt.by(worker, "cpu", Slice.FIRST, (int) sequence),
                new Plan(24, 32, 21));
    }
}
