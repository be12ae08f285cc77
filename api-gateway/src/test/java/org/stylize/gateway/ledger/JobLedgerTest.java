package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.checkpointed;
import static org.stylize.gateway.SampleJobs.completed;
import static org.stylize.gateway.SampleJobs.failed;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.released;
import static org.stylize.gateway.SampleJobs.sliceEnded;
import static org.stylize.gateway.SampleJobs.started;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.stylize.base.BackOff;
import org.stylize.gateway.SampleJobs;
import org.stylize.proto.Attempt;
import org.stylize.proto.Dispatch;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.JobStatus;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.ResolvedRecipe;
import org.stylize.proto.Reuse;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.Start;

class JobLedgerTest {
    private static final Instant NOW = SampleJobs.NOON.plusSeconds(5);
    private static final JobId ID = JobId.random();
    private static final LedgerRules RULES = new LedgerRules(
            3,
            new BackOff(Duration.ofSeconds(10), Duration.ofSeconds(15)),
            Duration.ofSeconds(20),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofDays(30));
    private static final JobLedger LEDGER = new JobLedger(RULES);

    @Test
    void aSubmissionIsAdmittedAndQueuedWithItsRecipeSpelledOut() {
        Ruling ruling = LEDGER.submitted(null, job(ID), null, NOW);
        assertThat(ruling.events())
                .containsExactly(new JobEvent.Submitted(ID, 1, NOW), new JobEvent.Queued(ID, 2, NOW));
        assertThat(ruling.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(ruling.job().job()).isEqualTo(job(ID).withResolved(resolved()));
        assertThat(ruling.deadLetter()).isNull();
        assertThat(ruling.asks()).isTrue();
        assertThat(ruling.job().dispatch()).isEqualTo(Dispatch.first(NOW));
    }

    @Test
    void aJobWhoseResultIsThereIsCompletedAndNobodyIsAsked() {
        Reuse reuse = reuse("default/jobs/" + ID + "/a/pastiche.png");
        Ruling ruling = LEDGER.submitted(null, job(ID), reuse, NOW);
        assertThat(ruling.events())
                .containsExactly(
                        new JobEvent.Submitted(ID, 1, NOW),
                        new JobEvent.Completed(ID, 2, NOW, reuse.attempt(), reuse.outcome()));
        assertThat(ruling.job().state()).isEqualTo(JobState.COMPLETED);
        assertThat(ruling.job().attempts()).isZero();
        assertThat(ruling.asks()).isFalse();
        assertThat(ruling.deadLetter()).isNull();
    }

    @Test
    void aResultThatLiesElsewhereIsNotTaken() {
        Ruling ruling =
                LEDGER.submitted(null, job(ID), reuse("default/jobs/" + JobId.random() + "/a/pastiche.png"), NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(ruling.asks()).isTrue();
    }

    @Test
    void aJobThatIsKnownIsNotCompletedByASubmissionThatComesAgain() {
        JobRecord known = queued();
        Ruling again = LEDGER.submitted(known, job(ID), reuse("default/jobs/" + ID + "/a/pastiche.png"), NOW);
        assertThat(again.job()).isEqualTo(known);
        assertThat(again.events()).isEmpty();
        assertThat(again.deadLetter()).isNull();
    }

    @Test
    void aReusedResultOfAWrongRecipeIsNotTaken() {
        StylizationJob wrong = job(ID, new RecipeChoice.Preset("d2l", "{\"steps\":0}"));
        Ruling ruling = LEDGER.submitted(null, wrong, reuse("default/jobs/" + ID + "/a/pastiche.png"), NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.FAILED);
    }

    private static Reuse reuse(String key) {
        return new Reuse(
                attempt(1),
                SampleJobs.outcome(SampleJobs.PASTICHE).copiedTo(new ImageRef("stylize", key), null, JobId.random()));
    }

    @Test
    void theRecipeIsResolvedOnceAndTheCallersChoiceIsKept() {
        JobRecord known = queued();
        assertThat(known.job().recipe()).isEqualTo(job(ID).recipe());
        assertThat(known.job().resolved()).isEqualTo(resolved());
        StylizationJob otherPresets = job(ID).withResolved(ResolvedRecipe.of(Presets.named("gatys")));
        Ruling sentAgain = LEDGER.submitted(null, otherPresets, null, NOW);
        assertThat(sentAgain.job().job().resolve()).isEqualTo(Presets.named("gatys"));
        assertThat(sentAgain.job().job()).isEqualTo(otherPresets);
    }

    @Test
    void aRecipeThatDoesNotSuitThePicturesFailsTheJobAtOnce() {
        String recipe = RecipeJson.write(
                Presets.named("d2l").toBuilder().start(Start.PICTURE).build());
        Ruling ruling = LEDGER.submitted(null, job(ID, new RecipeChoice.Explicit(recipe)), null, NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.FAILED);
        assertThat(ruling.deadLetter().type()).isEqualTo(ProblemType.INVALID_RECIPE);
        assertThat(ruling.deadLetter().detail()).contains("start");
    }

    @Test
    void aJobOfAnEarlierReleaseIsTheSameAsItsSubmissionSentAgain() {
        JobRecord known = queued();
        JobRecord old =
                new JobRecord(job(ID), known.status(), known.sequence(), NOW, NOW, 0, known.dispatch(), "0123abcd");
        assertThat(LEDGER.submitted(old, job(ID), null, NOW).deadLetter()).isNull();
        assertThat(LEDGER.submitted(old, job(ID, new RecipeChoice.Preset("d2l", "")), null, NOW)
                        .deadLetter()
                        .type())
                .isEqualTo(ProblemType.CONFLICTING_JOB);
    }

    @Test
    void theSameSubmissionAgainChangesNothing() {
        Ruling again = LEDGER.submitted(queued(), job(ID), null, NOW);
        assertThat(again.isChanged()).isFalse();
        assertThat(again.asks()).isFalse();
        assertThat(again.deadLetter()).isNull();
    }

    @Test
    void anotherSubmissionUnderTheSameIdIsADeadLetter() {
        JobRecord known = queued();
        Ruling other = LEDGER.submitted(known, job(ID, new RecipeChoice.Preset("d2l", "{\"steps\":41}")), null, NOW);
        assertThat(other.job()).isEqualTo(known);
        assertThat(other.asks()).isFalse();
        assertThat(other.deadLetter().type()).isEqualTo(ProblemType.CONFLICTING_JOB);
    }

    @Test
    void aWrongRecipeFailsTheJobAtOnce() {
        Ruling ruling = LEDGER.submitted(null, job(ID, new RecipeChoice.Preset("d2l", "{\"steps\":0}")), null, NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.FAILED);
        assertThat(ruling.job().status().problem().type()).isEqualTo(ProblemType.INVALID_RECIPE);
        assertThat(ruling.asks()).isFalse();
        assertThat(ruling.events()).hasSize(2).last().isInstanceOf(JobEvent.Failed.class);
        assertThat(ruling.deadLetter()).isEqualTo(ruling.job().status().problem());
    }

    @Test
    void aJobThatNamesAnObjectOfAnotherTenantFailsAtOnce() {
        Ruling ruling = LEDGER.submitted(null, job(ID).withTenant(new Tenant("acme")), null, NOW);
        assertThat(ruling.job().state()).isEqualTo(JobState.FAILED);
        assertThat(ruling.job().status().problem().type()).isEqualTo(ProblemType.OBJECT_NOT_ALLOWED);
        assertThat(ruling.deadLetter().detail()).contains("acme/").contains("default/in/photo.jpg");
        assertThat(ruling.asks()).isFalse();
    }

    @Test
    void theUploadsOfAJobOfAnEarlierReleaseAreItsOwn() {
        assertThat(LEDGER.submitted(null, uploaded("uploads/" + ID + "/content-abc"), null, NOW)
                        .asks())
                .isTrue();
        assertThat(LEDGER.submitted(null, uploaded("uploads/" + JobId.random() + "/content-abc"), null, NOW)
                        .asks())
                .isFalse();
    }

    private static StylizationJob uploaded(String key) {
        ImageRef picture = new ImageRef("stylize", key);
        return StylizationJob.of(
                ID, JobPictures.of(picture, List.of(picture)), new RecipeChoice.Preset("d2l", ""), NOW, null);
    }

    @Test
    void theSameIdOfAnotherTenantIsAConflict() {
        Ruling ruling = LEDGER.submitted(queued(), job(ID).withTenant(new Tenant("acme")), null, NOW);
        assertThat(ruling.isChanged()).isFalse();
        assertThat(ruling.deadLetter().type()).isEqualTo(ProblemType.CONFLICTING_JOB);
    }

    @Test
    void aSubmissionWithoutItsTimeIsDatedByTheLedger() {
        Ruling ruling = LEDGER.submitted(null, job(ID).withSubmittedAt(Instant.EPOCH), null, NOW);
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
        assertThat(LEDGER.reported(running, started(ID, attempt), NOW).isChanged())
                .isFalse();
    }

    @Test
    void aSecondAttemptThatStartsWhileTheFirstRunsIsARetry() {
        Attempt first = attempt(1);
        JobRecord running = after(queued(), started(ID, first));
        Ruling takenOver = LEDGER.reported(running, started(ID, attempt(2)), NOW);
        assertThat(takenOver.events()).hasSize(2);
        assertThat(takenOver.events().get(0))
                .isInstanceOfSatisfying(
                        JobEvent.Retried.class, e -> assertThat(e.attempt()).isEqualTo(first));
        assertThat(takenOver.events().get(1)).isInstanceOf(JobEvent.Started.class);
        assertThat(takenOver.job().dispatch().faults()).isEqualTo(1);
        assertThat(takenOver.job().attempts()).isEqualTo(2);
        assertThat(takenOver.job().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aLateStartOfAnEarlierAttemptChangesNothing() {
        JobRecord running = after(queued(), started(ID, attempt(2)));
        assertThat(LEDGER.reported(running, started(ID, attempt(1)), NOW).isChanged())
                .isFalse();
    }

    @Test
    void aHandBackCostsNothingAndIsAskedForAtOnce() {
        JobRecord job = queued();
        for (int i = 1; i <= 10; i++) {
            Attempt attempt = attempt(job.dispatch().slice(), 1);
            job = after(job, started(ID, attempt));
            Ruling ruling = LEDGER.reported(job, released(ID, attempt), NOW);
            assertThat(ruling.events()).singleElement().isInstanceOf(JobEvent.Retried.class);
            assertThat(ruling.asks()).isTrue();
            job = ruling.job();
            assertThat(job.dispatch()).isEqualTo(new Dispatch(new Slice(1, i + 1), NOW, true, false, 0, 0, null, null));
            assertThat(LEDGER.reported(job, released(ID, attempt), NOW).isChanged())
                    .as("doubled")
                    .isFalse();
        }
    }

    @Test
    void aFaultIsPausedForLongerEachTimeUntilTheJobFails() {
        JobRecord job = queued();
        List<Duration> pauses = new ArrayList<>();
        while (!job.state().isTerminal()) {
            Attempt attempt = attempt(job.dispatch().slice(), 1);
            Ruling ruling = LEDGER.reported(job, released(ID, attempt, JobReport.Release.FAULT), NOW);
            job = ruling.job();
            if (job.state() == JobState.QUEUED) {
                assertThat(ruling.asks()).isFalse();
                pauses.add(Duration.between(NOW, job.dispatch().at()));
                assertThat(LEDGER.nextDue(job, NOW)).isEqualTo(job.dispatch().at());
                assertThat(LEDGER.due(job, job.dispatch().at().minusMillis(1)).isChanged())
                        .isFalse();
                Ruling due = LEDGER.due(job, job.dispatch().at());
                assertThat(due.asks()).isTrue();
                assertThat(due.events()).isEmpty();
                job = due.job();
            }
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(15));
        assertThat(job.status().problem().type()).isEqualTo(ProblemType.ATTEMPTS_EXHAUSTED);
        assertThat(job.status().problem().detail()).contains("3 times").contains(SampleJobs.GONE.detail());
    }

    @Test
    void workThatIsKeptForgivesEarlierFaults() {
        JobRecord job = queued();
        for (int i = 1; i <= 10; i++) {
            Attempt attempt = attempt(job.dispatch().slice(), 1);
            job = after(job, started(ID, attempt));
            job = after(job, checkpointed(ID, attempt, i));
            job = after(job, released(ID, attempt, JobReport.Release.FAULT));
            job = LEDGER.due(job, job.dispatch().at()).job();
        }
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.dispatch().keptSteps()).isEqualTo(10);
    }

    @Test
    void aStoreThatIsAwayCostsNothingButAPause() {
        JobRecord job = queued();
        for (int i = 0; i < 10; i++) {
            Attempt attempt = attempt(job.dispatch().slice(), 1);
            job = after(job, released(ID, attempt, JobReport.Release.SURROUNDINGS));
            assertThat(job.dispatch().at()).isEqualTo(NOW.plus(RULES.surroundingsPause()));
            job = LEDGER.due(job, job.dispatch().at()).job();
        }
        assertThat(job.dispatch().faults()).isZero();
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void aSliceThatEndsIsFollowedByTheNextOne() {
        Attempt first = attempt(1);
        JobRecord running = after(queued(), started(ID, first));
        Ruling ended = LEDGER.reported(running, sliceEnded(ID, first), NOW);
        assertThat(ended.asks()).isTrue();
        assertThat(ended.job().state()).isEqualTo(JobState.QUEUED);
        assertThat(ended.job().dispatch().slice()).isEqualTo(new Slice(1, 2));
        JobRecord again = after(ended.job(), started(ID, attempt(new Slice(1, 2), 1)));
        assertThat(again.state()).isEqualTo(JobState.RUNNING);
        assertThat(again.attempts()).isEqualTo(1);
    }

    @Test
    void whatAnAttemptReportsThatWasGivenUpChangesNothingAndItsWorkerIsTold() {
        Attempt first = attempt(1);
        JobRecord running = after(after(queued(), started(ID, first)), started(ID, attempt(2)));
        for (JobReport late : List.of(
                started(ID, first),
                checkpointed(ID, first, 9),
                completed(ID, first),
                failed(ID, first),
                released(ID, first))) {
            assertThat(LEDGER.reported(running, late, NOW).isChanged())
                    .as("%s", late)
                    .isFalse();
        }
        assertThat(LEDGER.reported(running, checkpointed(ID, first, 9), NOW).orders())
                .containsExactly(new JobControl.Supersede(ID, NOW, first.id()));
        assertThat(LEDGER.reported(running, completed(ID, first), NOW).orders()).isEmpty();
    }

    @Test
    void aDeliveryThatARestartedBrokerGivesTheSameNumberTakesTheJobOver() {
        Attempt first = attempt(1);
        Attempt again = attempt(1);
        JobRecord running = after(queued(), started(ID, first));
        JobRecord takenOver = after(running, started(ID, again));
        assertThat(takenOver.status().lastAttempt().attempt()).isEqualTo(again);
        assertThat(LEDGER.reported(takenOver, started(ID, first), NOW).isChanged())
                .isFalse();
        assertThat(LEDGER.reported(takenOver, checkpointed(ID, first, 9), NOW).orders())
                .containsExactly(new JobControl.Supersede(ID, NOW, first.id()));
        assertThat(after(takenOver, completed(ID, again)).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aWorkerThatRunsAJobThatHasEndedIsTold() {
        JobRecord done = after(queued(), completed(ID, attempt(1)));
        assertThat(LEDGER.reported(done, started(ID, attempt(2)), NOW).orders())
                .containsExactly(new JobControl.Cancel(ID, NOW));
    }

    @Test
    void workersThatDieOneAfterTheOtherFailTheJob() {
        JobRecord job = after(after(queued(), started(ID, attempt(1))), started(ID, attempt(2)));
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        JobRecord third = after(job, started(ID, attempt(3)));
        assertThat(third.dispatch().faults()).isEqualTo(2);
        Ruling fourth = LEDGER.reported(third, started(ID, attempt(4)), NOW);
        assertThat(fourth.job().state()).isEqualTo(JobState.FAILED);
        assertThat(fourth.orders()).containsExactly(new JobControl.Cancel(ID, NOW));
    }

    @Test
    void aLostRequestIsAFaultOfAnAttempt() {
        Ruling lost = LEDGER.lost(queued(), NOW);
        assertThat(lost.job().dispatch().faults()).isEqualTo(1);
        assertThat(lost.job().dispatch().slice()).isEqualTo(new Slice(2, 1));
        assertThat(lost.events()).singleElement().isInstanceOfSatisfying(JobEvent.Retried.class, e -> assertThat(
                        e.attempt())
                .isNull());
        assertThat(LEDGER.lost(lost.job(), NOW).isChanged())
                .as("its request is not written yet")
                .isFalse();
    }

    @Test
    void finishEarlyIsADeadlineThatAnotherWorkerKeepsToo() {
        Attempt attempt = attempt(1);
        JobRecord running = after(queued(), started(ID, attempt));
        Ruling finished = LEDGER.commanded(running, new JobCommand.Finish(ID, NOW), NOW);
        assertThat(finished.orders()).containsExactly(new JobControl.Finish(ID, NOW));
        Attempt second = attempt(2);
        assertThat(LEDGER.reported(finished.job(), started(ID, second), NOW).orders())
                .containsExactly(new JobControl.Finish(ID, NOW));
        assertThat(LEDGER.commanded(queued(), new JobCommand.Finish(ID, NOW), NOW)
                        .deadLetter())
                .isNotNull();
    }

    @Test
    void onlyAJobThatEndedWithoutAPictureIsDoneAgain() {
        JobId again = JobId.random();
        JobCommand retry = new JobCommand.Retry(ID, NOW, again);
        JobRecord failed = after(queued(), failed(ID, attempt(1)));
        assertThat(LEDGER.commanded(failed, retry, NOW).submission().id()).isEqualTo(again);
        assertThat(LEDGER.commanded(queued(), retry, NOW).submission()).isNull();
        assertThat(LEDGER.commanded(after(queued(), completed(ID, attempt(1))), retry, NOW)
                        .deadLetter()
                        .type())
                .isEqualTo(ProblemType.NOT_POSSIBLE);
    }

    @Test
    void aFailedJobGoesToTheDeadLetters() {
        Ruling ruling = LEDGER.reported(queued(), failed(ID, attempt(1)), NOW);
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
            Ruling ruling = LEDGER.reported(job, report, NOW);
            assertThat(ruling.job()).isEqualTo(LEDGER.reported(job, report, NOW).job());
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
        List<Attempt> attempts =
                List.of(attempt(1), attempt(2), attempt(new Slice(1, 2), 1), attempt(new Slice(2, 1), 1));
        List<JobReport> all = new ArrayList<>();
        for (Attempt attempt : attempts) {
            all.add(started(ID, attempt));
            all.add(started(ID, attempt));
            all.add(checkpointed(ID, attempt, 10));
            all.add(sliceEnded(ID, attempt));
            all.add(released(ID, attempt));
            all.add(released(ID, attempt, JobReport.Release.FAULT));
            all.add(completed(ID, attempt));
            all.add(failed(ID, attempt));
        }
        return Arbitraries.of(all).list().ofMaxSize(12);
    }

    private static ResolvedRecipe resolved() {
        return ResolvedRecipe.of(job(ID).recipe().resolve());
    }

    private static JobRecord queued() {
        return LEDGER.submitted(null, job(ID), null, NOW).job();
    }

    private static JobRecord after(JobRecord job, JobReport report) {
        return LEDGER.reported(job, report, NOW).job();
    }
}
