package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.checkpointed;
import static org.stylize.gateway.SampleJobs.completed;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.released;
import static org.stylize.gateway.SampleJobs.sliceEnded;
import static org.stylize.gateway.SampleJobs.started;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Judged;
import org.stylize.proto.Lane;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.SliceRequest;
import org.stylize.proto.Tenant;
import org.stylize.proto.Usage;

/** The ledger holds jobs back and gives turns, with workers that do all that workers may do. */
class FairSharesTest {
    private static final int WINDOW = 4;
    private static final Tenant ANNA = new Tenant("anna");
    private static final Tenant BERT = new Tenant("bert");

    @Test
    void aJobOfAnotherTenantPassesThoseThatAreHeld() {
        try (LedgerDriver ledger = new LedgerDriver(WINDOW)) {
            for (int i = 0; i < 500; i++) {
                ledger.submit(job(ANNA, JobId.random()));
            }
            JobId other = JobId.random();
            ledger.submit(job(BERT, other));
            int before = 0;
            while (!ledger.queue().get(0).job().id().equals(other)) {
                complete(ledger, ledger.take());
                before++;
            }
            assertThat(before).isLessThanOrEqualTo(WINDOW + 1);
        }
    }

    @Test
    void interactiveJobsGoBeforeBatchJobsWhichGetATenthOfTheWork() {
        try (LedgerDriver ledger = new LedgerDriver(WINDOW)) {
            for (int i = 0; i < 200; i++) {
                ledger.submit(job(ANNA, JobId.random()).withTerms(JobTerms.in(Lane.BATCH)));
            }
            for (int i = 0; i < 100; i++) {
                ledger.submit(job(ANNA, JobId.random()));
            }
            for (int i = 0; i < WINDOW; i++) {
                complete(ledger, ledger.take()); // asked for before anybody waited in the other lane
            }
            List<Lane> turns = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                SliceRequest next = ledger.take();
                turns.add(next.job().terms().lane());
                complete(ledger, next);
            }
            assertThat(turns.get(0)).isEqualTo(Lane.INTERACTIVE);
            assertThat(turns.stream().filter(lane -> lane == Lane.BATCH)).hasSizeBetween(8, 11);
        }
    }

    @Test
    void aBatchAloneHasAllWorkers() {
        try (LedgerDriver ledger = new LedgerDriver(WINDOW)) {
            List<JobId> ids = Stream.generate(JobId::random).limit(20).toList();
            ids.forEach(id -> ledger.submit(job(ANNA, id).withTerms(JobTerms.in(Lane.BATCH))));
            for (int i = 0; i < ids.size(); i++) {
                complete(ledger, ledger.take());
            }
            assertThat(ids).allMatch(id -> ledger.state(id) == JobState.COMPLETED);
        }
    }

    @Test
    void aHeldJobIsQueuedForEverybodyAndItsRequestIsWrittenWithTheStartOfAnother() {
        try (LedgerDriver ledger = new LedgerDriver(1)) {
            JobId first = JobId.random();
            JobId second = JobId.random();
            ledger.submit(job(first));
            ledger.submit(job(second));
            assertThat(ledger.state(second)).isEqualTo(JobState.QUEUED);
            assertThat(ledger.job(second).dispatch().isHeld()).isTrue();
            SliceRequest request = ledger.take();
            assertThat(ledger.queue()).isEmpty();
            ledger.report(started(first, attempt(1)));
            assertThat(request.job().id()).isEqualTo(first);
            assertThat(ledger.queue()).extracting(next -> next.job().id()).containsExactly(second);
            assertThat(ledger.job(second).dispatch().isHeld()).isFalse();
        }
    }

    @Test
    void aHeldJobCanBeCancelledAndExpires() {
        try (LedgerDriver ledger = new LedgerDriver(1)) {
            JobId first = JobId.random();
            JobId cancelled = JobId.random();
            JobId expired = JobId.random();
            JobId last = JobId.random();
            ledger.submit(job(first));
            ledger.submit(job(cancelled));
            ledger.submit(
                    job(expired).withSubmittedAt(ledger.now()).withTerms(new JobTerms(Duration.ofMinutes(1), null)));
            ledger.submit(job(last));
            ledger.command(new JobCommand.Cancel(cancelled, ledger.now()));
            ledger.advance(Duration.ofMinutes(2));
            assertThat(ledger.state(cancelled)).isEqualTo(JobState.CANCELLED);
            assertThat(ledger.state(expired)).isEqualTo(JobState.EXPIRED);
            complete(ledger, ledger.take());
            assertThat(ledger.queue()).extracting(next -> next.job().id()).containsExactly(last);
        }
    }

    @Test
    void aJobThatIsHandedBackGoesBeforeThoseThatAreHeld() {
        try (LedgerDriver ledger = new LedgerDriver(1)) {
            JobId first = JobId.random();
            JobId second = JobId.random();
            ledger.submit(job(first));
            ledger.submit(job(second));
            ledger.submit(job(JobId.random()));
            ledger.take();
            ledger.report(started(first, attempt(1)));
            ledger.report(released(first, attempt(1)));
            assertThat(ledger.take().job().id()).isEqualTo(second);
            ledger.report(started(second, attempt(1)));
            assertThat(ledger.take().job().id()).isEqualTo(first);
        }
    }

    @Test
    void manyCancellationsDoNotFillTheQueueWithRequestsOfJobsThatHaveEnded() {
        try (LedgerDriver ledger = new LedgerDriver(WINDOW)) {
            List<JobId> ids = Stream.generate(JobId::random).limit(200).toList();
            ids.forEach(id -> ledger.submit(job(id)));
            ids.forEach(id -> ledger.command(new JobCommand.Cancel(id, ledger.now())));
            ledger.advance(Duration.ofSeconds(1));
            assertThat(ledger.queue()).hasSize(WINDOW);
        }
    }

    @Test
    void aRequestThatIsLostGivesItsPlaceBack() {
        try (LedgerDriver ledger = new LedgerDriver(1)) {
            JobId lost = JobId.random();
            JobId next = JobId.random();
            ledger.submit(job(lost));
            ledger.submit(job(next));
            ledger.take();
            ledger.advance(Duration.ofMinutes(1));
            ledger.settle(ledger.now());
            ledger.advance(Duration.ofSeconds(11));
            assertThat(ledger.take().job().id()).isEqualTo(next);
            complete(ledger, next);
            ledger.advance(Duration.ofSeconds(11));
            assertThat(ledger.take().job().id()).isEqualTo(lost);
        }
    }

    @Test
    void aJobThatAnotherReleaseEndedDoesNotKeepItsPlace() {
        try (LedgerDriver ledger = new LedgerDriver(1)) {
            JobId ended = JobId.random();
            JobId next = JobId.random();
            ledger.submit(job(ended));
            ledger.submit(job(next));
            ledger.take();
            ledger.loseRecord(ended);
            ledger.advance(Duration.ofMinutes(1));
            ledger.advance(Duration.ofSeconds(1));
            assertThat(ledger.queue()).extracting(each -> each.job().id()).containsExactly(next);
        }
    }

    @Test
    void whatATenantUsesIsPublishedAndTheDayIsTheLedgers() {
        try (LedgerDriver ledger = new LedgerDriver(WINDOW)) {
            for (int i = 0; i < 3; i++) {
                ledger.submit(job(ANNA, JobId.random()));
            }
            ledger.submit(job(BERT, JobId.random()));
            assertThat(ledger.usage(ANNA)).as("not at each change").isEmpty();
            complete(ledger, ledger.take());
            ledger.advance(Duration.ofMillis(250));
            long each = job(JobId.random()).resolve().mostPixelSteps();
            Usage first = ledger.usage(ANNA).orElseThrow();
            assertThat(first.admitted()).isEqualTo(3);
            assertThat(first.openJobs()).isEqualTo(2);
            assertThat(first.pixelSteps()).isEqualTo(3 * each);
            ledger.advance(Duration.ofDays(1));
            ledger.submit(job(ANNA, JobId.random()));
            ledger.advance(Duration.ofMillis(250));
            Usage next = ledger.usage(ANNA).orElseThrow();
            assertThat(next.day()).isEqualTo(first.day() + 1);
            assertThat(next.pixelSteps()).isEqualTo(each);
            assertThat(next.openJobs()).isEqualTo(3);
            assertThat(ledger.usage(BERT).orElseThrow().openJobs()).isEqualTo(1);
        }
    }

    @Test
    void theCostThatAGatewayFoundCounts() {
        try (LedgerDriver ledger = new LedgerDriver(WINDOW)) {
            ledger.submit(job(ANNA, JobId.random()), new Judged(1_234));
            ledger.advance(Duration.ofMillis(250));
            assertThat(ledger.usage(ANNA).orElseThrow().pixelSteps()).isEqualTo(1_234);
        }
    }

    @Test
    void aSubmissionThatNobodyHasJudgedFailsIfItsTenantHasUsedWhatItMay() {
        Problem full = new Problem(ProblemType.QUOTA_EXCEEDED, "no more");
        try (LedgerDriver ledger = new LedgerDriver(
                WINDOW, (tenant, pixelSteps) -> tenant.equals(ANNA) ? Optional.of(full) : Optional.empty())) {
            JobId refused = JobId.random();
            JobId judged = JobId.random();
            JobId other = JobId.random();
            ledger.submit(job(ANNA, refused));
            ledger.submit(job(ANNA, judged), new Judged(1));
            ledger.submit(job(BERT, other));
            assertThat(ledger.job(refused).status().problem()).isEqualTo(full);
            assertThat(ledger.state(judged)).isEqualTo(JobState.QUEUED);
            assertThat(ledger.state(other)).isEqualTo(JobState.QUEUED);
            ledger.advance(Duration.ofMillis(250));
            assertThat(ledger.usage(ANNA).orElseThrow().openJobs()).isEqualTo(1);
        }
    }

    /** Nothing starves, nothing is lost, the window is never exceeded, and it is full as long as a job is held. */
    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void whateverWorkersDoEachJobIsDoneAndTheWindowHolds(@ForAll("lives") List<Deed> deeds) {
        try (LedgerDriver ledger = new LedgerDriver(WINDOW)) {
            for (Deed deed : deeds) {
                deed.doOn(ledger);
                assertThat(ledger.asked()).isLessThanOrEqualTo(WINDOW);
                assertThat(ledger.asked()).isEqualTo(ledger.countAsked());
                assertThat(ledger.held()).isEqualTo(ledger.countHeld());
                ledger.advance(Duration.ofMillis(250));
                assertThat(ledger.held() == 0 || ledger.asked() == WINDOW).isTrue();
            }
            drain(ledger);
            assertThat(ledger.jobs()).allMatch(FairSharesTest::isDone);
            assertThat(ledger.held()).isZero();
            assertThat(ledger.asked()).isZero();
        }
    }

    /** Completed, unless somebody cancelled it or its attempts failed too often. */
    private static boolean isDone(JobRecord job) {
        Problem problem = job.status().problem();
        return job.state() == JobState.COMPLETED
                || job.state() == JobState.CANCELLED
                || (problem != null && problem.type() == ProblemType.ATTEMPTS_EXHAUSTED);
    }

    @Provide
    Arbitrary<List<Deed>> lives() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just(Kind.SUBMIT)), Tuple.of(8, Arbitraries.of(Kind.class))),
                        Arbitraries.integers().between(0, 1_000))
                .as(Deed::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(80);
    }

    /** What somebody does. */
    enum Kind {
        SUBMIT,
        BEGIN,
        COMPLETE,
        END_SLICE,
        HAND_BACK,
        FAULT,
        DIE_BEFORE_A_REPORT,
        CHECKPOINT,
        CANCEL,
        REPEAT,
        LOSE,
        WAIT
    }

    /** @param which decides whose job it is */
    record Deed(Kind kind, int which) {
        void doOn(LedgerDriver ledger) {
            switch (kind) {
                case SUBMIT ->
                    ledger.submit(
                            job(which % 3 == 0 ? BERT : ANNA, JobId.random()).withSubmittedAt(ledger.now()));
                case BEGIN -> {
                    if (!ledger.queue().isEmpty()) {
                        begin(ledger, ledger.take());
                    }
                }
                case COMPLETE -> ledger.running(which).ifPresent(id -> complete(ledger, id));
                case END_SLICE ->
                    ledger.running(which).ifPresent(id -> ledger.report(sliceEnded(id, latest(ledger, id))));
                case HAND_BACK ->
                    ledger.running(which).ifPresent(id -> ledger.report(released(id, latest(ledger, id))));
                case FAULT ->
                    ledger.running(which)
                            .ifPresent(id -> ledger.report(released(id, latest(ledger, id), JobReport.Release.FAULT)));
                case DIE_BEFORE_A_REPORT -> {
                    if (!ledger.queue().isEmpty()) {
                        ledger.giveBack(ledger.take());
                    }
                }
                case CHECKPOINT ->
                    ledger.running(which)
                            .ifPresent(id -> ledger.report(checkpointed(id, latest(ledger, id), which % 40)));
                case CANCEL ->
                    ledger.any(which).ifPresent(id -> ledger.command(new JobCommand.Cancel(id, ledger.now())));
                case REPEAT ->
                    ledger.any(which)
                            .ifPresent(id -> ledger.submit(ledger.job(id).job()));
                case LOSE -> {
                    if (!ledger.queue().isEmpty()) {
                        ledger.take();
                    }
                }
                case WAIT -> ledger.advance(Duration.ofSeconds(which));
            }
        }
    }

    /** Workers do all that is left, and the watchdog finds what was lost. */
    private static void drain(LedgerDriver ledger) {
        for (int round = 0; round < 2_000 && ledger.hasOpen(); round++) {
            while (!ledger.queue().isEmpty()) {
                SliceRequest request = ledger.take();
                if (!ledger.state(request.job().id()).isTerminal()) {
                    complete(ledger, request);
                }
            }
            ledger.running(0).ifPresent(id -> complete(ledger, id));
            Instant asked = ledger.now();
            ledger.advance(Duration.ofSeconds(31));
            if (ledger.queue().isEmpty()) {
                ledger.settle(asked.plusSeconds(11));
            }
        }
    }

    private static void begin(LedgerDriver ledger, SliceRequest request) {
        Attempt attempt = attempt(request.slice(), ledger.delivery(request));
        ledger.report(started(request.job().id(), attempt));
    }

    private static void complete(LedgerDriver ledger, SliceRequest request) {
        begin(ledger, request);
        complete(ledger, request.job().id());
    }

    private static void complete(LedgerDriver ledger, JobId id) {
        Attempt last = ledger.job(id).status().lastAttempt().attempt();
        ledger.report(completed(id, last == null ? attempt(1) : last));
    }

    private static Attempt latest(LedgerDriver ledger, JobId id) {
        return requireNonNull(ledger.job(id).status().lastAttempt().attempt());
    }
}
