package org.stylize.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.fresh;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.life;
import static org.stylize.proto.Tenant.DEFAULT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;

class JobViewsTest {
    private final JobViews views = new JobViews(new InMemoryJobStore());

    @Test
    void aSubmissionIsSeenBeforeTheLedgerSpeaks() {
        JobId id = JobId.random();
        views.submitted(job(id), NOON);
        assertThat(views.find(id)).map(JobRecord::state).contains(JobState.SUBMITTED);
        assertThat(views.count(JobState.SUBMITTED)).isEqualTo(1);
    }

    @Test
    void theLedgersRecordReplacesTheSubmissionButNotTheOtherWayRound() {
        JobId id = JobId.random();
        views.put(record(id, 2));
        views.submitted(job(id), NOON);
        views.put(fresh(id));
        assertThat(views.find(id)).map(JobRecord::state).contains(JobState.QUEUED);
        assertThat(views.count(JobState.SUBMITTED)).isZero();
        assertThat(views.count(JobState.QUEUED)).isEqualTo(1);
    }

    @Test
    void pagesGoFromTheNewestToTheOldestWithoutGapOrRepetition() {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            JobId id = new JobId(UUID.randomUUID()); // whose order says nothing
            ids.add(0, id);
            views.put(record(id, 2, NOON.plusSeconds(i)));
        }
        List<JobId> seen = new ArrayList<>();
        JobPage page = views.page(JobQuery.of(DEFAULT, null), 10, null);
        seen.addAll(page.jobs().stream().map(JobRecord::id).toList());
        while (page.last() != null) {
            page = views.page(JobQuery.of(DEFAULT, null), 10, page.last());
            seen.addAll(page.jobs().stream().map(JobRecord::id).toList());
        }
        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void aFullLastPageHasNoNext() {
        views.put(record(JobId.random(), 2));
        views.put(record(JobId.random(), 2));
        assertThat(views.page(JobQuery.of(DEFAULT, null), 2, null).last()).isNull();
    }

    @Test
    void aPageOfOneStateHasOnlyJobsOfThatState() {
        JobId queued = JobId.random();
        JobId done = JobId.random();
        views.put(record(queued, 2));
        views.put(record(done, 4));
        assertThat(views.page(JobQuery.of(DEFAULT, JobState.COMPLETED), 10, null)
                        .jobs())
                .singleElement()
                .extracting(JobRecord::id)
                .isEqualTo(done);
        assertThat(views.page(JobQuery.of(DEFAULT, JobState.FAILED), 10, null).jobs())
                .isEmpty();
    }

    @Test
    void theOldestWaitingJobIsTheQueuedOneThatWasAdmittedFirst() {
        assertThat(views.oldestWaiting()).isEmpty();
        views.put(JobRecord.submitted(job(JobId.random()), NOON.plusSeconds(1)));
        JobId first = JobId.random();
        JobId second = JobId.random();
        put(second, NOON.plusSeconds(9));
        put(first, NOON.plusSeconds(3));
        assertThat(views.oldestWaiting()).contains(NOON.plusSeconds(3));
        assertThat(views.oldestOpen()).contains(NOON.plusSeconds(1));
    }

    @Test
    void theLedgersRulingIsToldToWhoeverWaitsForIt() {
        JobId id = JobId.random();
        views.submitted(job(id), NOON);
        CompletableFuture<JobRecord> ruling = views.ruled(id);
        views.put(fresh(id));
        assertThat(ruling).isNotDone();
        views.put(record(id, 2));
        assertThat(ruling).isCompletedWithValueMatching(job -> job.state() == JobState.QUEUED);
        assertThat(views.ruled(id)).isCompleted();
    }

    @Test
    void aChangeIsToldToEachWhoWaitsForIt() {
        JobId id = JobId.random();
        views.put(record(id, 2));
        CompletableFuture<JobRecord> runs = views.when(id, job -> job.state() == JobState.RUNNING);
        CompletableFuture<JobRecord> ends = views.when(id, job -> job.state().isTerminal());
        views.apply(life(id).get(2));
        assertThat(runs).isCompletedWithValueMatching(job -> job.state() == JobState.RUNNING);
        assertThat(ends).isNotDone();
        views.apply(life(id).get(3));
        assertThat(ends).isCompletedWithValueMatching(job -> job.state() == JobState.COMPLETED);
    }

    @Test
    void theEndOfOneWaitDoesNotEndAnother() {
        JobId id = JobId.random();
        views.ruled(id).cancel(false);
        CompletableFuture<JobRecord> first = views.ruled(id);
        CompletableFuture<JobRecord> second = views.ruled(id);
        first.cancel(false);
        views.put(record(id, 2));
        assertThat(second).isCompleted();
    }

    @Test
    void theRemovalOfAJobIsToldToWhoeverWaitsForIt() {
        JobId id = JobId.random();
        views.put(record(id, 4));
        CompletableFuture<JobId> gone = views.gone(id);
        CompletableFuture<JobRecord> again = views.when(id, job -> job.state() == JobState.QUEUED);
        views.remove(id);
        assertThat(gone).isCompletedWithValue(id);
        assertThat(views.gone(id)).isCompleted();
        assertThat(again).isNotDone();
        views.put(record(id, 2));
        assertThat(again).isCompleted();
    }

    @Test
    void aJobThatIsForgottenIsInNoList() {
        JobId id = JobId.random();
        views.put(JobRecord.submitted(job(id), NOON));
        views.remove(id);
        assertThat(views.page(JobQuery.of(DEFAULT, null), 10, null).jobs()).isEmpty();
        assertThat(views.find(id)).isEmpty();
        assertThat(views.count(JobState.SUBMITTED)).isZero();
    }

    @Property(tries = 100)
    void recordsAndEventsInAnyOrderAndTwiceLeadToTheSameEnd(@ForAll long seed) {
        JobId id = JobId.random();
        List<Runnable> news = new ArrayList<>();
        JobViews shuffled = new JobViews(new InMemoryJobStore());
        for (int sequence = 1; sequence <= 4; sequence++) {
            JobEvent event = life(id).get(sequence - 1);
            JobRecord record = record(id, sequence);
            news.addAll(List.of(
                    () -> shuffled.apply(event),
                    () -> shuffled.apply(event),
                    () -> shuffled.put(record),
                    () -> shuffled.put(record)));
        }
        news.add(() -> shuffled.submitted(job(id), NOON));
        Collections.shuffle(news, new Random(seed));
        news.forEach(Runnable::run);
        assertThat(shuffled.find(id)).map(JobRecord::state).contains(JobState.COMPLETED);
        assertThat(shuffled.count(JobState.COMPLETED)).isEqualTo(1);
        for (JobState state : JobState.values()) {
            assertThat(shuffled.page(JobQuery.of(DEFAULT, state), 10, null).jobs())
                    .hasSize(state == JobState.COMPLETED ? 1 : 0);
        }
    }

    private void put(JobId id, Instant admittedAt) {
        JobRecord job = JobRecord.submitted(job(id), admittedAt);
        views.put(job.after(life(id).get(0)).after(life(id).get(1)));
    }

    /** The job after so many events of its life. */
    private static JobRecord record(JobId id, int events) {
        return record(id, events, NOON);
    }

    private static JobRecord record(JobId id, int events, Instant admittedAt) {
        JobRecord job = JobRecord.submitted(job(id), admittedAt);
        for (JobEvent event : life(id).subList(0, events)) {
            job = job.after(event);
        }
        return job;
    }
}
