package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;

class JobRecordTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final JobId ID = JobId.random();
    private static final Attempt ATTEMPT = Attempt.by("w", "cpu", Slice.FIRST, 1);
    private static final JobEvent QUEUED = new JobEvent.Queued(ID, 2, NOON);
    private static final JobEvent STARTED = new JobEvent.Started(ID, 3, NOON, ATTEMPT, new Plan(10, 64, 48));
    private static final Outcome OUTCOME = new Outcome(
            new ImageRef("stylize", "p.png"), 10, 64, 48, new Losses(1, 2, 3, 6, Map.of()), 9, "", false, null);
    private static final JobEvent COMPLETED = new JobEvent.Completed(ID, 4, NOON, ATTEMPT, OUTCOME);

    @Test
    void eventsMakeTheState() {
        assertThat(fresh().state()).isEqualTo(JobState.SUBMITTED);
        assertThat(fresh().after(QUEUED).state()).isEqualTo(JobState.QUEUED);
        JobRecord running = fresh().after(QUEUED).after(STARTED);
        assertThat(running.state()).isEqualTo(JobState.RUNNING);
        assertThat(running.attempts()).isEqualTo(1);
        JobRecord done = running.after(COMPLETED);
        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.status()).isEqualTo(new JobStatus.Completed(ATTEMPT, OUTCOME, NOON));
    }

    @Test
    void aReusedResultIsOfNoAttemptAtThisJob() {
        JobId earlier = JobId.random();
        Outcome copy = OUTCOME.copiedTo(OUTCOME.pastiche(), null, earlier);
        JobRecord done = fresh().after(new JobEvent.Submitted(ID, 1, NOON))
                .after(new JobEvent.Completed(ID, 2, NOON, ATTEMPT, copy));
        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.attempts()).isZero();
        assertThat(done.status()).isEqualTo(new JobStatus.Completed(ATTEMPT, copy, null));
    }

    @Test
    void aReusedResultLiesWhereOnlyItsJobsResultsLie() {
        Outcome copy = OUTCOME.copiedTo(
                new ImageRef("stylize", "default/jobs/" + ID + "/a/pastiche.png"),
                new ImageRef("stylize", "default/jobs/" + ID + "/a/manifest.json"),
                JobId.random());
        StylizationJob job = fresh().job();
        assertThat(new Reuse(ATTEMPT, copy).isFor(job)).isTrue();
        ImageRef elsewhere = new ImageRef("stylize", "default/jobs/" + JobId.random() + "/a/pastiche.png");
        ImageRef otherBucket = new ImageRef("others", copy.pastiche().key());
        JobId from = JobId.random();
        assertThat(new Reuse(ATTEMPT, copy.copiedTo(elsewhere, null, from)).isFor(job))
                .isFalse();
        assertThat(new Reuse(ATTEMPT, copy.copiedTo(otherBucket, null, from)).isFor(job))
                .isFalse();
        assertThat(new Reuse(ATTEMPT, copy.copiedTo(copy.pastiche(), elsewhere, from)).isFor(job))
                .isFalse();
        assertThatThrownBy(() -> new Reuse(ATTEMPT, OUTCOME)).isInstanceOf(InvalidJobException.class);
    }

    @Test
    void anEventThatIsPartOfTheRecordChangesNothing() {
        JobRecord running = fresh().after(QUEUED).after(STARTED);
        assertThat(running.after(QUEUED)).isEqualTo(running);
        assertThat(running.after(STARTED)).isEqualTo(running);
    }

    @Test
    void nothingComesAfterTheEnd() {
        JobRecord done = fresh().after(COMPLETED);
        assertThat(done.after(new JobEvent.Failed(ID, 9, NOON, new Problem(ProblemType.INTERNAL, ""))))
                .isEqualTo(done);
    }

    @Test
    void aRetryPutsTheJobBackAndKeepsCountOfAttempts() {
        JobRecord back = fresh().after(STARTED)
                .after(new JobEvent.Retried(
                        ID, 4, NOON, ATTEMPT, new Problem(ProblemType.UNAVAILABLE, "away"), NOON.plusSeconds(5)));
        assertThat(back.state()).isEqualTo(JobState.QUEUED);
        assertThat(back.attempts()).isEqualTo(1);
        assertThat(back.status())
                .isEqualTo(new JobStatus.Requeued(
                        LastAttempt.of(ATTEMPT), new Problem(ProblemType.UNAVAILABLE, "away"), NOON.plusSeconds(5)));
    }

    @Test
    void theEndOfASliceIsNoEndOfTheAttempt() {
        JobRecord back = fresh().after(QUEUED).after(STARTED).after(new JobEvent.Queued(ID, 4, NOON));
        assertThat(back.status()).isEqualTo(new JobStatus.Requeued(LastAttempt.of(ATTEMPT), null, NOON));
        JobRecord onceMore = back.after(new JobEvent.Started(ID, 5, NOON, ATTEMPT, new Plan(10, 64, 48)));
        assertThat(onceMore.state()).isEqualTo(JobState.RUNNING);
        assertThat(onceMore.attempts()).isEqualTo(1);
    }

    @Test
    void aCheckpointChangesTheTimeOfTheLastEventOnly() {
        JobRecord running = fresh().after(QUEUED).after(STARTED);
        JobRecord kept = running.after(new JobEvent.Checkpointed(ID, 4, NOON.plusSeconds(30), ATTEMPT, 5));
        assertThat(kept.status()).isEqualTo(running.status());
        assertThat(kept.updatedAt()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void aFailedJobKeepsItsLastAttempt() {
        Problem problem = new Problem(ProblemType.DIVERGED, "the loss is NaN");
        JobRecord failed = fresh().after(QUEUED).after(STARTED).after(new JobEvent.Failed(ID, 4, NOON, problem));
        assertThat(failed.status())
                .isEqualTo(new JobStatus.Failed(problem, new LastAttempt.Begun(ATTEMPT, new Plan(10, 64, 48), NOON)));
    }

    @Test
    void theNextEventChangesNothingIfItIsNoLegalMove() {
        JobRecord running = fresh().after(QUEUED).after(STARTED);
        assertThat(running.after(new JobEvent.Started(ID, 4, NOON, ATTEMPT, new Plan(10, 64, 48))))
                .isEqualTo(running);
        assertThat(running.after(new JobEvent.Submitted(ID, 4, NOON))).isEqualTo(running);
    }

    @Test
    void anEventAfterAGapDecidesTheState() {
        assertThat(fresh().after(STARTED).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void anotherJobsEventIsAMistake() {
        JobEvent other = new JobEvent.Queued(JobId.random(), 2, NOON);
        assertThatThrownBy(() -> fresh().after(other)).isInstanceOf(IllegalArgumentException.class);
    }

    private static JobRecord fresh() {
        return JobRecord.submitted(
                StylizationJob.of(
                        ID,
                        JobPictures.of(new ImageRef("stylize", "a.jpg"), List.of(new ImageRef("stylize", "b.jpg"))),
                        new RecipeChoice.Preset("d2l", ""),
                        NOON,
                        null),
                NOON);
    }
}
