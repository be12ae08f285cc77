package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.completed;
import static org.stylize.gateway.SampleJobs.failed;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.released;
import static org.stylize.gateway.SampleJobs.started;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.JobStatus;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.Start;

class JobLedgerTest {
    private static final Instant NOW = SampleJobs.NOON.plusSeconds(5);
    private static final JobId ID = JobId.random();

    @Test
    void aSubmissionIsAdmittedAndQueuedWithItsRecipeSpelledOut() {
        Ruling ruling = JobLedger.submitted(null, job(ID), NOW);
        assertThat(ruling.events())
                .containsExactly(new JobEvent.Submitted(ID, 1, NOW), new JobEvent.Queued(ID, 2, NOW));
        assertThat(ruling.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(ruling.job().job()).isEqualTo(job(ID).withResolved(resolved()));
        assertThat(ruling.deadLetter()).isNull();
        StylizationJob request = ruling.request();
        assertThat(request).isNotNull();
        assertThat(request.recipe()).isInstanceOf(RecipeChoice.Explicit.class);
        assertThat(request.recipe().resolve()).isEqualTo(job(ID).recipe().resolve());
    }

    @Test
    void theRecipeIsResolvedOnceAndTheCallersChoiceIsKept() {
        JobRecord known = queued();
        assertThat(known.job().recipe()).isEqualTo(job(ID).recipe());
        assertThat(known.job().resolved()).isEqualTo(resolved());
        StylizationJob otherPresets = job(ID).withResolved(ResolvedRecipe.of(Presets.named("gatys")));
        Ruling sentAgain = JobLedger.submitted(null, otherPresets, NOW);
        assertThat(sentAgain.request().resolve()).isEqualTo(Presets.named("gatys"));
        assertThat(sentAgain.job().job()).isEqualTo(otherPresets);
    }

    @Test
    void aRecipeThatDoesNotSuitThePicturesFailsTheJobAtOnce() {
        String recipe = RecipeJson.write(
                Presets.named("d2l").toBuilder().start(Start.PICTURE).build());
        Ruling ruling = JobLedger.submitted(null, job(ID, new RecipeChoice.Explicit(recipe)), NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.FAILED);
        assertThat(ruling.deadLetter().type()).isEqualTo(ProblemType.INVALID_RECIPE);
        assertThat(ruling.deadLetter().detail()).contains("start");
    }

    @Test
    void aJobOfAnEarlierReleaseIsTheSameAsItsSubmissionSentAgain() {
        JobRecord known = queued();
        JobRecord old = new JobRecord(job(ID), known.status(), known.sequence(), NOW, 0, "0123abcd");
        assertThat(JobLedger.submitted(old, job(ID), NOW).deadLetter()).isNull();
        assertThat(JobLedger.submitted(old, job(ID, new RecipeChoice.Preset("d2l", "")), NOW)
                        .deadLetter()
                        .type())
                .isEqualTo(ProblemType.CONFLICTING_JOB);
    }

    @Test
    void theSameSubmissionAgainChangesNothing() {
        Ruling again = JobLedger.submitted(queued(), job(ID), NOW);
        assertThat(again.changesJob()).isFalse();
        assertThat(again.request()).isNull();
        assertThat(again.deadLetter()).isNull();
    }

    @Test
    void anotherSubmissionUnderTheSameIdIsADeadLetter() {
        JobRecord known = queued();
        Ruling other = JobLedger.submitted(known, job(ID, new RecipeChoice.Preset("d2l", "{\"steps\":41}")), NOW);
        assertThat(other.job()).isEqualTo(known);
        assertThat(other.request()).isNull();
        assertThat(other.deadLetter().type()).isEqualTo(ProblemType.CONFLICTING_JOB);
    }

    @Test
    void aWrongRecipeFailsTheJobAtOnce() {
        Ruling ruling = JobLedger.submitted(null, job(ID, new RecipeChoice.Preset("d2l", "{\"steps\":0}")), NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.FAILED);
        assertThat(ruling.job().status().problem().type()).isEqualTo(ProblemType.INVALID_RECIPE);
        assertThat(ruling.request()).isNull();
        assertThat(ruling.events()).hasSize(2).last().isInstanceOf(JobEvent.Failed.class);
        assertThat(ruling.deadLetter()).isEqualTo(ruling.job().status().problem());
    }

    @Test
    void aSubmissionWithoutItsTimeIsDatedByTheLedger() {
        Ruling ruling = JobLedger.submitted(null, job(ID).withSubmittedAt(Instant.EPOCH), NOW);
        assertThat(ruling.job().job().submittedAt()).isEqualTo(NOW);
    }

    @Test
    void anAttemptStartsAndCompletes() {
        Attempt attempt = attempt(1);
        JobRecord running = after(queued(), started(ID, attempt));
        assertThat(running.state()).isEqualTo(JobState.RUNNING);
        assertThat(running.attempts()).isEqualTo(1);
        assertThat(running.status()).isEqualTo(new JobStatus.Running(attempt, new Plan(40, 64, 48), NOW));
        JobRecord done = after(running, completed(ID, attempt));
        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.outcome()).isEqualTo(SampleJobs.outcome(SampleJobs.PASTICHE));
        assertThat(done.sequence()).isEqualTo(4);
    }

    @Test
    void aDoubledStartChangesNothing() {
        Attempt attempt = attempt(1);
        JobRecord running = after(queued(), started(ID, attempt));
        assertThat(JobLedger.reported(running, started(ID, attempt), NOW).changesJob())
                .isFalse();
    }

    @Test
    void aSecondAttemptThatStartsWhileTheFirstRunsIsARetry() {
        Attempt first = attempt(1);
        JobRecord running = after(queued(), started(ID, first));
        Ruling takenOver = JobLedger.reported(running, started(ID, attempt(2)), NOW);
        assertThat(takenOver.events()).hasSize(2);
        assertThat(takenOver.events().get(0))
                .isInstanceOfSatisfying(
                        JobEvent.Retried.class, e -> assertThat(e.attempt()).isEqualTo(first));
        assertThat(takenOver.events().get(1)).isInstanceOf(JobEvent.Started.class);
        assertThat(takenOver.job().attempts()).isEqualTo(2);
        assertThat(takenOver.job().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aLateStartOfAnEarlierAttemptChangesNothing() {
        JobRecord running = after(queued(), started(ID, attempt(2)));
        assertThat(JobLedger.reported(running, started(ID, attempt(1)), NOW).changesJob())
                .isFalse();
    }

    @Test
    void aReleasedAttemptPutsTheJobBackIntoTheQueue() {
        Attempt attempt = attempt(1);
        JobRecord running = after(queued(), started(ID, attempt));
        Ruling ruling = JobLedger.reported(running, released(ID, attempt), NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(ruling.events()).singleElement().isInstanceOf(JobEvent.Retried.class);
        assertThat(JobLedger.reported(ruling.job(), released(ID, attempt), NOW).changesJob())
                .as("doubled")
                .isFalse();
    }

    @Test
    void anAttemptMayBeReleasedBeforeItStarted() {
        Attempt attempt = attempt(1);
        JobRecord back = after(queued(), released(ID, attempt));
        assertThat(back.state()).isEqualTo(JobState.QUEUED);
        assertThat(back.attempts()).isZero();
        assertThat(JobLedger.reported(back, released(ID, attempt), NOW).changesJob())
                .isFalse();
        assertThat(after(back, started(ID, attempt(2))).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aLateReleaseOfAnEarlierAttemptDoesNotStopALaterOne() {
        Attempt first = attempt(1);
        JobRecord running = after(after(queued(), started(ID, first)), started(ID, attempt(2)));
        assertThat(JobLedger.reported(running, released(ID, first), NOW).changesJob())
                .isFalse();
    }

    @Test
    void theFirstCompletedAttemptWinsAlsoWhenItIsNotTheLatest() {
        Attempt first = attempt(1);
        Attempt second = attempt(2);
        JobRecord running = after(after(queued(), started(ID, first)), started(ID, second));
        JobRecord done = after(running, completed(ID, first));
        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.status().lastAttempt().attempt()).isEqualTo(first);
        assertThat(JobLedger.reported(done, completed(ID, second), NOW).changesJob())
                .isFalse();
    }

    @Test
    void aFailedJobGoesToTheDeadLetters() {
        Ruling ruling = JobLedger.reported(queued(), failed(ID, attempt(1)), NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.FAILED);
        assertThat(ruling.deadLetter().type()).isEqualTo(ProblemType.DIVERGED);
    }

    @Test
    void anEndlessDetailIsClipped() {
        JobReport.Failed report =
                new JobReport.Failed(ID, attempt(1), NOW, new Problem(ProblemType.INTERNAL, "x".repeat(1_000_000)));
        JobRecord failed = after(queued(), report);
        assertThat(failed.status().problem().detail().length()).isLessThan(3_000);
    }

    @Property(tries = 300)
    void whateverIsReportedAJobEndsAtMostOnceAndItsEventsAreNumberedThrough(
            @ForAll("reports") List<JobReport> reports) {
        JobRecord job = queued();
        List<JobEvent> events = new ArrayList<>();
        for (JobReport report : reports) {
            Ruling ruling = JobLedger.reported(job, report, NOW);
            assertThat(ruling.job())
                    .isEqualTo(JobLedger.reported(job, report, NOW).job());
            events.addAll(ruling.events());
            job = ruling.job();
        }
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).sequence()).isEqualTo(i + 3);
        }
        assertThat(events.stream().filter(JobEvent::isTerminal).count()).isLessThanOrEqualTo(1);
        if (events.stream().anyMatch(JobEvent::isTerminal)) {
            assertThat(events.get(events.size() - 1).isTerminal()).isTrue();
            assertThat(job.state().isTerminal()).isTrue();
        }
    }

    @Property(tries = 300)
    void doubledReportsChangeNothing(@ForAll("reports") List<JobReport> reports) {
        JobRecord once = queued();
        JobRecord twice = queued();
        for (JobReport report : reports) {
            once = after(once, report);
            twice = after(after(twice, report), report);
        }
        assertThat(twice).isEqualTo(once);
    }

    @Provide
    Arbitrary<List<JobReport>> reports() {
        List<Attempt> attempts = List.of(attempt(1), attempt(2), attempt(3));
        List<JobReport> all = new ArrayList<>();
        for (Attempt attempt : attempts) {
            all.add(started(ID, attempt));
            all.add(started(ID, attempt));
            all.add(released(ID, attempt));
            all.add(released(ID, attempt));
            all.add(completed(ID, attempt));
            all.add(failed(ID, attempt));
        }
        return Arbitraries.of(all).list().ofMaxSize(12);
    }

    private static ResolvedRecipe resolved() {
        return ResolvedRecipe.of(job(ID).recipe().resolve());
    }

    private static JobRecord queued() {
        return JobLedger.submitted(null, job(ID), NOW).job();
    }

    private static JobRecord after(JobRecord job, JobReport report) {
        return JobLedger.reported(job, report, NOW).job();
    }
}
