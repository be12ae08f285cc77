package org.stylize.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.life;
import static org.stylize.proto.Tenant.DEFAULT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTags;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Lane;
import org.stylize.proto.Outcome;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;

/** What every {@link JobStore} does. */
public abstract class JobStoreContract {
    /** An empty store, the same one during a test. */
    protected abstract JobStore store();

    private List<JobRecord> newest(Tenant tenant, int limit, @Nullable Place before, @Nullable JobState state) {
        return store().newest(JobQuery.of(tenant, state), limit, before).jobs();
    }

    @Test
    void keepsAJobInAllItsStates() {
        JobId id = JobId.random();
        assertThat(store().find(id)).isEmpty();
        JobRecord known = null;
        for (int events = 0; events <= 4; events++) {
            JobRecord job = record(id, events, NOON);
            store().put(known, job);
            assertThat(store().find(id)).contains(job);
            assertThat(newest(DEFAULT, 10, null, null)).containsExactly(job);
            assertThat(newest(DEFAULT, 10, null, job.state())).containsExactly(job);
            assertThat(known == null
                            || known.state() == job.state()
                            || newest(DEFAULT, 10, null, known.state()).isEmpty())
                    .isTrue();
            known = job;
        }
    }

    @Test
    void listsFromTheNewestToTheOldestOfAnyTime() {
        List<Instant> times = List.of(
                Instant.parse("-0044-03-15T12:00:00Z"),
                Instant.EPOCH.minusNanos(1),
                Instant.EPOCH,
                NOON,
                NOON.plusNanos(1),
                Instant.parse("+12000-01-01T00:00:00Z"));
        List<JobRecord> newestFirst = new ArrayList<>();
        for (Instant time : times) {
            newestFirst.add(0, record(JobId.random(), 2, time));
        }
        List<JobRecord> shuffled = new ArrayList<>(newestFirst);
        Collections.shuffle(shuffled, new Random(5));
        shuffled.forEach(job -> store().put(null, job));
        assertThat(newest(DEFAULT, 10, null, null)).isEqualTo(newestFirst);
        assertThat(newest(DEFAULT, 2, null, JobState.QUEUED)).isEqualTo(newestFirst.subList(0, 2));
        assertThat(newest(DEFAULT, 2, Place.of(newestFirst.get(1)), null)).isEqualTo(newestFirst.subList(2, 4));
        assertThat(newest(DEFAULT, 2, Place.of(newestFirst.get(1)), JobState.QUEUED))
                .isEqualTo(newestFirst.subList(2, 4));
        assertThat(newest(DEFAULT, 10, new Place(NOON, new JobId(new UUID(0, 0))), null))
                .isEqualTo(newestFirst.subList(3, 6));
        assertThat(store().oldest(JobState.QUEUED)).contains(Place.of(newestFirst.get(5)));
        assertThat(store().oldest(JobState.RUNNING)).isEmpty();
    }

    @Test
    void aListOfOneStateHasNoneOfItsNeighbours() {
        List<JobRecord> all = new ArrayList<>();
        for (int events = 0; events <= 4; events++) {
            JobRecord job = record(JobId.random(), events, NOON);
            all.add(job);
            store().put(null, job);
        }
        for (JobState state : JobState.values()) {
            List<JobRecord> those =
                    all.stream().filter(job -> job.state() == state).toList();
            assertThat(newest(DEFAULT, 10, null, state)).containsExactlyInAnyOrderElementsOf(those);
            assertThat(store().oldest(state).isPresent()).isEqualTo(!those.isEmpty());
        }
    }

    @Test
    void eachTenantHasListsAndResultsOfItsOwn() {
        Tenant other = new Tenant("default-2");
        JobRecord mine = made("1:a", false);
        JobRecord theirs = of(other, made("1:a", false));
        JobRecord waiting = of(other, record(JobId.random(), 2, NOON.minusSeconds(1)));
        List.of(mine, theirs, waiting).forEach(job -> store().put(null, job));

        assertThat(newest(DEFAULT, 10, null, null)).containsExactly(mine);
        assertThat(newest(DEFAULT, 10, null, JobState.QUEUED)).isEmpty();
        assertThat(newest(other, 10, null, null)).containsExactly(theirs, waiting);
        assertThat(newest(other, 10, Place.of(theirs), null)).containsExactly(waiting);
        assertThat(newest(new Tenant("default-0"), 10, null, null)).isEmpty();
        assertThat(store().reusable(DEFAULT, "1:a", 10)).containsExactly(mine);
        assertThat(store().reusable(other, "1:a", 10)).containsExactly(theirs);
        assertThat(store().oldest(JobState.QUEUED)).as("of all tenants").contains(Place.of(waiting));
    }

    @Test
    void filtersNarrowAListTogether() {
        BatchId batch = BatchId.random();
        JobRecord plain = record(JobId.random(), 2, NOON);
        JobRecord red = tagged(
                record(JobId.random(), 2, NOON.plusSeconds(1)), new JobTags(Map.of("team", "red"), Map.of(), null));
        JobRecord blue = tagged(
                record(JobId.random(), 4, NOON.plusSeconds(2)),
                new JobTags(Map.of("team", "blue", "a", "x"), Map.of("order", "No 4711/B"), batch));
        List.of(plain, red, blue).forEach(job -> store().put(null, job));

        assertThat(page(labels(Map.of("team", "red")))).containsExactly(red);
        assertThat(page(labels(Map.of("team", "blue", "a", "x")))).containsExactly(blue);
        assertThat(page(labels(Map.of("team", "blue", "a", "y")))).isEmpty();
        assertThat(page(labels(Map.of("team", "re")))).isEmpty();
        assertThat(page(JobQuery.of(DEFAULT, null).in(batch))).containsExactly(blue);
        assertThat(page(JobQuery.of(DEFAULT, JobState.QUEUED).in(batch))).isEmpty();
        assertThat(page(JobQuery.of(new Tenant("other"), null).in(batch))).isEmpty();
        assertThat(page(between(NOON.plusSeconds(1), null))).containsExactly(blue, red);
        assertThat(page(between(null, NOON.plusSeconds(2)))).containsExactly(red, plain);
        assertThat(page(between(NOON.plusSeconds(1), NOON.plusSeconds(2)))).containsExactly(red);
        assertThat(page(text("4711/b"))).containsExactly(blue);
        assertThat(page(text(plain.id().toString().substring(3, 30)))).contains(plain);
        assertThat(page(preset("d2l"))).containsExactly(blue, red, plain);
        assertThat(page(preset("d2"))).isEmpty();
        assertThat(store().newest(between(null, NOON.plusSeconds(2)), 10, Place.of(red))
                        .jobs())
                .containsExactly(plain);

        store().remove(blue);
        assertThat(page(JobQuery.of(DEFAULT, null).in(batch))).isEmpty();
        assertThat(page(labels(Map.of("a", "x")))).isEmpty();
    }

    private List<JobRecord> page(JobQuery query) {
        return store().newest(query, 10, null).jobs();
    }

    private static JobQuery labels(Map<String, String> labels) {
        return new JobQuery(DEFAULT, null, null, labels, null, null, null, null);
    }

    private static JobQuery between(@Nullable Instant since, @Nullable Instant until) {
        return new JobQuery(DEFAULT, null, null, Map.of(), null, since, until, null);
    }

    private static JobQuery text(String text) {
        return new JobQuery(DEFAULT, null, null, Map.of(), null, null, null, text);
    }

    private static JobQuery preset(String preset) {
        return new JobQuery(DEFAULT, null, null, Map.of(), preset, null, null, null);
    }

    @Test
    void countsTheJobsOfABatchButNotThoseThatWereDoneAgain() {
        BatchId batch = BatchId.random();
        JobTags tags = JobTags.NONE.in(batch);
        JobRecord done = tagged(record(JobId.random(), 4, NOON), tags);
        JobRecord waiting = tagged(record(JobId.random(), 2, NOON), tags);
        JobRecord cancelled = waiting.after(new JobEvent.Cancelled(waiting.id(), 3, NOON));
        JobRecord again = JobRecord.submitted(cancelled.job().again(JobId.random(), NOON), NOON.plusSeconds(1));
        store().put(null, record(JobId.random(), 4, NOON));
        store().put(null, done);
        store().put(null, again); // the topics of the view have no order among each other
        assertThat(counts(batch)).containsOnly(entry(JobState.COMPLETED, 1), entry(JobState.SUBMITTED, 1));
        store().put(null, waiting);
        store().put(waiting, cancelled);
        assertThat(counts(batch)).containsOnly(entry(JobState.COMPLETED, 1), entry(JobState.SUBMITTED, 1));
        store().remove(again);
        assertThat(counts(batch)).containsOnly(entry(JobState.COMPLETED, 1), entry(JobState.CANCELLED, 1));
    }

    @Test
    void countsTheQueuedJobsOfTheLaneThatCameBefore() {
        List<JobRecord> queue = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            JobRecord job = record(JobId.random(), 2, NOON.plusSeconds(i));
            queue.add(i % 2 == 0 ? job : with(job, job.job().withTerms(JobTerms.in(Lane.BATCH))));
            store().put(null, queue.get(i));
        }
        assertThat(queue).extracting(job -> store().ahead(job, 10)).containsExactly(0, 0, 1, 1, 2, 2);
        assertThat(store().ahead(queue.get(5), 1)).isEqualTo(1);
        store().put(queue.get(0), record(queue.get(0).id(), 3, NOON));
        assertThat(store().ahead(queue.get(4), 10)).as("one has begun").isEqualTo(1);
    }

    private Map<JobState, Integer> counts(BatchId batch) {
        Map<JobState, Integer> counts = new EnumMap<>(store().counts(DEFAULT, batch));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static JobRecord tagged(JobRecord job, JobTags tags) {
        return with(job, job.job().withTags(tags));
    }

    private static JobRecord of(Tenant tenant, JobRecord job) {
        return with(job, job.job().withTenant(tenant));
    }

    private static JobRecord with(JobRecord job, StylizationJob other) {
        return new JobRecord(
                other,
                job.status(),
                job.sequence(),
                job.updatedAt(),
                job.admittedAt(),
                job.attempts(),
                job.dispatch(),
                job.fingerprint());
    }

    @Test
    void findsResultsByWhatTheyAreMadeOf() {
        JobRecord first = made("1:a", false);
        JobRecord second = made("1:a", false);
        List<JobRecord> others = List.of(made("1:ab", false), made("1:a", true), made("", false));
        others.forEach(job -> store().put(null, job));
        assertThat(store().reusable(DEFAULT, "1:a", 10)).isEmpty();
        assertThat(store().reusable(DEFAULT, "", 10)).isEmpty();

        JobRecord before = record(first.id(), 2, NOON);
        store().put(null, before);
        store().put(before, first);
        store().put(null, second);
        assertThat(store().reusable(DEFAULT, "1:a", 10)).containsExactlyInAnyOrder(first, second);
        assertThat(store().reusable(DEFAULT, "1:a", 1)).hasSize(1);

        store().remove(first);
        assertThat(store().reusable(DEFAULT, "1:a", 10)).containsExactly(second);
    }

    private static JobRecord made(String madeOf, boolean finishedEarly) {
        JobId id = JobId.random();
        Outcome plain = SampleJobs.outcome(SampleJobs.PASTICHE);
        Outcome outcome =
                new Outcome(plain.pastiche(), 40, 64, 48, plain.losses(), 12.5, "", finishedEarly, null, madeOf, null);
        return record(id, 3, NOON).after(new JobEvent.Completed(id, 9, NOON, SampleJobs.attempt(1), outcome));
    }

    @Test
    void aJobThatIsRemovedIsNowhere() {
        JobRecord gone = record(JobId.random(), 4, NOON);
        JobRecord stays = record(JobId.random(), 4, NOON);
        store().put(null, gone);
        store().put(null, stays);
        store().remove(gone);
        assertThat(store().find(gone.id())).isEmpty();
        assertThat(newest(DEFAULT, 10, null, null)).containsExactly(stays);
        assertThat(newest(DEFAULT, 10, null, JobState.COMPLETED)).containsExactly(stays);
    }

    @Test
    void aJobThatIsAdmittedAtAnotherTimeMoves() {
        JobId id = JobId.random();
        JobRecord guessed = record(id, 0, NOON);
        JobRecord ruled = record(id, 0, NOON.plusSeconds(1));
        store().put(null, guessed);
        store().put(guessed, ruled);
        assertThat(newest(DEFAULT, 10, null, null)).containsExactly(ruled);
        assertThat(store().oldest(JobState.SUBMITTED)).contains(Place.of(ruled));
    }

    @Test
    void anObjectIsNamedAsLongAsAJobHasIt() {
        JobRecord one = record(JobId.random(), 2, NOON);
        JobRecord other = record(JobId.random(), 3, NOON);
        String picture = one.job().pictures().all().get(0).key();
        assertThat(other.job().pictures().all()).anyMatch(of -> of.key().equals(picture));
        store().put(null, one);
        store().put(null, other);
        assertThat(store().isNamed(picture + "x")).isFalse();
        assertThat(store().isNamed(picture.substring(1))).isFalse();
        store().remove(one);
        assertThat(store().isNamed(picture)).isTrue();
        assertThat(store().openJobNaming(picture)).contains(other.id());
        assertThat(store().openJobNaming(picture + "x")).isEmpty();
        JobRecord ended = other.after(life(other.id()).get(3));
        store().put(other, ended);
        assertThat(store().openJobNaming(picture)).isEmpty();
        store().put(ended, other);
        assertThat(store().isAnyNamed(picture.substring(0, 3))).isTrue();
        store().remove(other);
        assertThat(store().isNamed(picture)).isFalse();
        assertThat(store().isAnyNamed(picture.substring(0, 3))).isFalse();
    }

    @Test
    void aResultIsNamedByTheJobThatHasIt() {
        JobId id = JobId.random();
        JobRecord running = record(id, 3, NOON);
        JobRecord completed = record(id, 4, NOON);
        String result = completed.outcome().pastiche().key();
        store().put(null, running);
        assertThat(store().isNamed(result)).isFalse();
        store().put(running, completed);
        assertThat(store().isNamed(result)).isTrue();
        assertThat(store().isAnyNamed(result.substring(0, result.lastIndexOf('/') + 1)))
                .isTrue();
    }

    @Test
    void findsTheJobThatAnEarlierReleaseMadeForAKey() {
        JobRecord ofKey = JobRecord.submitted(SampleJobs.jobWithKey(KeyedId.of(DEFAULT, "mine"), "mine"), NOON);
        JobRecord earlier = JobRecord.submitted(SampleJobs.jobWithKey(JobId.random(), "mine"), NOON);
        store().put(null, ofKey);
        assertThat(store().ofEarlierRelease(DEFAULT, "mine")).isEmpty();
        store().put(null, earlier);
        assertThat(store().ofEarlierRelease(DEFAULT, "mine")).contains(earlier);
        assertThat(store().ofEarlierRelease(DEFAULT, "mine ")).isEmpty();
        assertThat(store().ofEarlierRelease(new Tenant("acme"), "mine")).isEmpty();
        store().remove(earlier);
        assertThat(store().ofEarlierRelease(DEFAULT, "mine")).isEmpty();
    }

    /** The job after so many events of its life. */
    private static JobRecord record(JobId id, int events, Instant admittedAt) {
        JobRecord job = JobRecord.submitted(job(id), admittedAt);
        for (JobEvent event : life(id).subList(0, events)) {
            job = job.after(event);
        }
        return job;
    }
}
