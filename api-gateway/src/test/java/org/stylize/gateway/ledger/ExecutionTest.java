package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.checkpointed;
import static org.stylize.gateway.SampleJobs.completed;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.sliceEnded;
import static org.stylize.gateway.SampleJobs.started;
import static org.stylize.gateway.SampleJobs.threads;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.base.BackOff;
import org.stylize.gateway.SampleJobs;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobReport.Release;
import org.stylize.proto.JobState;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Slice;
import org.stylize.recipe.Execution;

/** All attempts at a job are done in the same way. */
class ExecutionTest {
    private static final Instant NOW = SampleJobs.NOON.plusSeconds(5);
    private static final JobId ID = JobId.random();
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final JobLedger LEDGER = new JobLedger(new LedgerRules(
            3,
            new BackOff(Duration.ofSeconds(10), Duration.ofMinutes(5)),
            Duration.ofSeconds(20),
            PATIENCE,
            Duration.ofMinutes(5),
            Duration.ofDays(30)));

    @Test
    void theFirstAttemptDecidesHowTheJobIsDone() {
        Attempt first = attempt(1);
        assertThat(queued().dispatch().execution()).isNull();
        JobRecord running = after(queued(), started(ID, first, threads(2)));
        assertThat(running.dispatch().execution()).isEqualTo(threads(2));

        JobRecord next = after(running, sliceEnded(ID, first));

        assertThat(next.dispatch().execution()).isEqualTo(threads(2));
        JobRecord again = after(next, started(ID, attempt(new Slice(1, 2), 1), threads(2)));
        assertThat(again.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void anAttemptThatBeganInAnotherWayIsGivenUpAndTheJobIsAskedForAgain() {
        Attempt first = attempt(1);
        Attempt second = attempt(2);
        JobRecord running = after(queued(), started(ID, first, threads(2)));

        Ruling other = LEDGER.reported(running, started(ID, second, threads(1)), NOW);

        assertThat(other.orders()).containsExactly(new JobControl.Supersede(ID, NOW, second.id()));
        assertThat(other.asks()).isTrue();
        assertThat(other.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(other.job().dispatch().execution()).isEqualTo(threads(2));
        assertThat(other.job().dispatch().faults())
                .as("the first gave no result")
                .isEqualTo(1);
        assertThat(other.events()).singleElement().isInstanceOfSatisfying(JobEvent.Retried.class, retried -> {
            assertThat(retried.attempt()).isEqualTo(first);
            assertThat(retried.problem().type()).isEqualTo(ProblemType.NO_ABLE_WORKER);
            assertThat(retried.problem().detail()).contains("threads must be 2 but is 1");
        });
        for (Attempt late : List.of(first, second)) {
            assertThat(LEDGER.reported(other.job(), completed(ID, late), NOW).isChanged())
                    .isFalse();
        }
    }

    @Test
    void anAttemptThatBeganInAnotherWayCostsNothingIfNoOtherRan() {
        JobRecord waiting = queuedIn(threads(2));
        Attempt other = attempt(waiting.dispatch().slice(), 1);
        Ruling ruling = LEDGER.reported(waiting, started(ID, other, threads(1)), NOW);

        assertThat(ruling.job().dispatch().faults()).isZero();
        assertThat(ruling.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(ruling.asks()).isTrue();
    }

    @Test
    void aWorkerOfAnEarlierReleaseSaysNothingAndIsLetAlone() {
        JobRecord running = after(queued(), started(ID, attempt(1), threads(2)));
        JobRecord takenOver = after(running, started(ID, attempt(2)));
        assertThat(takenOver.state()).isEqualTo(JobState.RUNNING);
        assertThat(takenOver.dispatch().execution()).isEqualTo(threads(2));
    }

    @Test
    void aWorkerThatCannotCostsNothingButAPauseThatDoublesUpToTheLongest() {
        JobRecord job = queuedIn(threads(2));
        List<Duration> pauses = new ArrayList<>();
        Instant at = NOW;
        while (at.isBefore(NOW.plus(Duration.ofMinutes(20)))) {
            Ruling ruling = LEDGER.reported(job, unable(attempt(job.dispatch().slice(), 1)), at);
            assertThat(ruling.asks()).isFalse();
            assertThat(ruling.job().status().problem().type()).isEqualTo(ProblemType.NO_ABLE_WORKER);
            pauses.add(Duration.between(at, ruling.job().dispatch().at()));
            at = ruling.job().dispatch().at();
            job = LEDGER.due(ruling.job(), at).job();
        }
        assertThat(pauses.stream().map(Duration::toSeconds))
                .startsWith(10L, 10L, 20L, 40L, 80L, 160L, 300L)
                .endsWith(300L);
        assertThat(job.dispatch().faults()).isZero();
        assertThat(job.dispatch().execution()).isEqualTo(threads(2));
    }

    @Test
    void aJobThatNoWorkerCanGoOnWithBeginsAnewAfterItsPatience() {
        JobRecord job = after(queuedIn(threads(2)), unable(attempt(new Slice(1, 2), 1)));
        JobRecord asked = LEDGER.due(job, job.dispatch().at()).job();

        Ruling ruling = LEDGER.reported(asked, unable(attempt(asked.dispatch().slice(), 1)), NOW.plus(PATIENCE));

        assertThat(ruling.asks()).isTrue();
        assertThat(ruling.job().dispatch().execution()).isNull();
        assertThat(ruling.job().dispatch().keptSteps()).isZero();
        Attempt next = attempt(ruling.job().dispatch().slice(), 1);
        JobRecord running = after(ruling.job(), started(ID, next, threads(1)));
        assertThat(running.dispatch().execution()).isEqualTo(threads(1));
        assertThat(after(running, completed(ID, next)).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void workThatIsKeptEndsTheWait() {
        JobRecord job = after(queuedIn(threads(2)), unable(attempt(new Slice(1, 2), 1)));
        JobRecord asked = LEDGER.due(job, job.dispatch().at()).job();
        Attempt able = attempt(asked.dispatch().slice(), 1);
        JobRecord running = after(asked, started(ID, able, threads(2)));
        assertThat(running.dispatch().waits()).isNotNull();
        assertThat(after(running, checkpointed(ID, able, 7)).dispatch().waits()).isNull();
    }

    @Test
    void aStoreThatStaysAwayIsTriedLessAndLessOften() {
        JobRecord job = queued();
        List<Long> pauses = new ArrayList<>();
        Instant at = NOW;
        for (int i = 0; i < 7; i++) {
            Attempt attempt = attempt(job.dispatch().slice(), 1);
            Ruling ruling = LEDGER.reported(job, SampleJobs.released(ID, attempt, Release.SURROUNDINGS), at);
            pauses.add(Duration.between(at, ruling.job().dispatch().at()).toSeconds());
            at = ruling.job().dispatch().at();
            job = LEDGER.due(ruling.job(), at).job();
        }
        assertThat(pauses).containsExactly(20L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    private static JobReport unable(Attempt attempt) {
        return new JobReport.Released(
                ID, attempt, NOW, Release.UNABLE, new Problem(ProblemType.NO_ABLE_WORKER, "threads must be 2"));
    }

    private static JobRecord queued() {
        return LEDGER.submitted(null, job(ID), null, NOW).job();
    }

    /** In the queue after a slice with some work. */
    private static JobRecord queuedIn(Execution execution) {
        Attempt first = attempt(1);
        JobRecord running = after(queued(), started(ID, first, execution));
        return after(after(running, checkpointed(ID, first, 5)), sliceEnded(ID, first));
    }

    private static JobRecord after(JobRecord job, JobReport report) {
        return LEDGER.reported(job, report, NOW).job();
    }
}
