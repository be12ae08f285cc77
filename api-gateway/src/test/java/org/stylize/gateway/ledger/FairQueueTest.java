package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.forecast.RecipeCosts;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.Tenant;
import org.stylize.recipe.Plan;

class FairQueueTest {
    private static final Tenant ANNA = new Tenant("anna");
    private static final Tenant BERT = new Tenant("bert");
    /** Its name is the beginning of another one's. */
    private static final Tenant BE = new Tenant("be");

    private final KeyValueStore<String, byte[]> store = store();
    private final Map<Tenant, Double> weights = new HashMap<>();
    private final FairQueue line = new FairQueue(store, tenant -> weights.getOrDefault(tenant, 1.0), new RecipeCosts());
    private final Map<JobId, JobRecord> jobs = new HashMap<>();
    private int submitted;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void jobsOfOneTenantGoFirstInFirstOut() {
        List<JobId> ids = held(ANNA, 20, 64);
        assertThat(turns(20)).isEqualTo(ids);
        assertThat(line.first()).isEmpty();
        assertThat(line.held()).isZero();
        assertThat(line.asked()).isEqualTo(20);
    }

    @Test
    void oneJobOfAnotherTenantWaitsForAtMostOneOfTheFirst() {
        held(ANNA, 1_000, 64);
        turns(100);
        JobId other = held(BERT, 1, 64).get(0);
        assertThat(turns(2)).contains(other);
    }

    @Test
    void tenantsGetTheSamePixelStepsNotTheSameNumberOfJobs() {
        held(ANNA, 100, 64);
        held(BERT, 400, 32);
        held(BE, 100, 64);
        Map<Tenant, Long> taken = takenOf(turns(150));
        assertThat(taken.get(ANNA)).isBetween(24L, 26L);
        assertThat(taken.get(BE)).isBetween(24L, 26L);
        assertThat(taken.get(BERT)).isBetween(99L, 101L);
    }

    @Test
    void twiceTheWeightIsTwiceThePixelSteps() {
        weights.put(BERT, 2.0);
        held(ANNA, 100, 64);
        held(BERT, 100, 64);
        Map<Tenant, Long> taken = takenOf(turns(90));
        assertThat(taken.get(ANNA)).isBetween(29L, 31L);
        assertThat(taken.get(BERT)).isBetween(59L, 61L);
    }

    @Test
    void whoWasAwaySavesUpNothing() {
        held(ANNA, 50, 64);
        turns(50);
        held(ANNA, 50, 64);
        held(BERT, 50, 64);
        Map<Tenant, Long> taken = takenOf(turns(20));
        assertThat(taken.get(ANNA)).isBetween(9L, 11L);
    }

    @Test
    void whoWasServedWithoutWaitingSavesUpNothingEither() {
        for (int i = 0; i < 50; i++) {
            JobId id = submitted(ANNA, 64);
            put(jobs.get(id).withDispatch(jobs.get(id).dispatch().asked(NOON)));
        }
        held(ANNA, 50, 64);
        held(BERT, 50, 64);
        Map<Tenant, Long> taken = takenOf(turns(20));
        assertThat(taken.get(ANNA)).isBetween(9L, 11L);
    }

    @Test
    void whatWasNotDoneIsNotPaid() {
        JobId large = held(ANNA, 1, 512).get(0);
        turns(1);
        end(large, new JobEvent.Cancelled(large, 3, NOON));
        held(ANNA, 10, 64);
        held(BERT, 10, 64);
        assertThat(takenOf(turns(10)).get(ANNA)).isBetween(4L, 6L);
    }

    @Test
    void aSliceThatIsOverGoesToTheEndAndAnInterruptedJobToTheFront() {
        JobId sliced = held(ANNA, 1, 64).get(0);
        JobId interrupted = held(ANNA, 1, 64).get(0);
        turns(2);
        List<JobId> others = held(ANNA, 2, 64);
        begin(sliced);
        begin(interrupted);
        hold(sliced, new JobEvent.Queued(sliced, 4, NOON.plusSeconds(60)));
        Problem problem = new Problem(ProblemType.UNAVAILABLE, "the worker is stopping");
        hold(
                interrupted,
                new JobEvent.Retried(interrupted, 4, NOON.plusSeconds(61), attempt(1), problem, NOON.plusSeconds(61)));
        assertThat(turns(4)).containsExactly(interrupted, others.get(0), others.get(1), sliced);
    }

    @Test
    void theSameRecordTwiceIsOnePlace() {
        JobId id = held(ANNA, 1, 64).get(0);
        line.put(jobs.get(id), null);
        assertThat(line.held()).isEqualTo(1);
        turns(1);
        line.put(jobs.get(id), null);
        assertThat(line.asked()).isEqualTo(1);
    }

    @Test
    void whenAllHaveEndedOnlyTheSumsAreLeft() {
        List<JobId> ids = new ArrayList<>(held(ANNA, 5, 64));
        ids.addAll(held(BERT, 5, 32));
        turns(4);
        line.remove(ids.remove(0));
        for (JobId id : ids) {
            end(id, new JobEvent.Cancelled(id, 3, NOON));
        }
        assertThat(line.held()).isZero();
        assertThat(line.asked()).isZero();
        assertThat(line.first()).isEmpty();
        assertThat(store.approximateNumEntries()).isLessThanOrEqualTo(3);
    }

    private JobId submitted(Tenant tenant, int sidePixels) {
        JobId id = JobId.random();
        RecipeChoice recipe = new RecipeChoice.Preset("d2l", "{\"steps\":40,\"longSidePixels\":" + sidePixels + "}");
        JobRecord job = JobRecord.submitted(job(id, recipe).withTenant(tenant), NOON.plusMillis(submitted++))
                .after(new JobEvent.Submitted(id, 1, NOON))
                .after(new JobEvent.Queued(id, 2, NOON));
        jobs.put(id, job);
        return id;
    }

    private List<JobId> held(Tenant tenant, int count, int sidePixels) {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JobId id = submitted(tenant, sidePixels);
            put(jobs.get(id).withDispatch(jobs.get(id).dispatch().held()));
            ids.add(id);
        }
        return ids;
    }

    private List<JobId> turns(int count) {
        List<JobId> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JobId id = line.first().orElseThrow();
            put(jobs.get(id).withDispatch(jobs.get(id).dispatch().asked(NOON)));
            taken.add(id);
        }
        return taken;
    }

    private void begin(JobId id) {
        put(jobs.get(id).after(new JobEvent.Started(id, 3, NOON, attempt(1), new Plan(40, 64, 64))));
    }

    private void hold(JobId id, JobEvent event) {
        JobRecord job = jobs.get(id);
        put(job.after(event)
                .withDispatch(job.dispatch()
                        .next(job.dispatch().slice().next(), event.at())
                        .held()));
    }

    private void end(JobId id, JobEvent event) {
        put(jobs.get(id).after(event));
    }

    private void put(JobRecord job) {
        jobs.put(job.id(), job);
        line.put(job, null);
    }

    private Map<Tenant, Long> takenOf(List<JobId> ids) {
        Map<Tenant, Long> counts = new HashMap<>();
        ids.forEach(id -> counts.merge(jobs.get(id).job().tenant(), 1L, Long::sum));
        return counts;
    }

    private static KeyValueStore<String, byte[]> store() {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("line"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
