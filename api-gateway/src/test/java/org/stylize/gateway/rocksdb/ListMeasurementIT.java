package org.stylize.gateway.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.job;
import static org.stylize.gateway.SampleJobs.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.gateway.view.JobPage;
import org.stylize.gateway.view.JobQuery;
import org.stylize.gateway.view.Place;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTags;
import org.stylize.proto.Tenant;
import org.stylize.service.LocalDirectory;

/** Measures lists of as many jobs as the system property {@code list.jobs} says; it does not run without. */
@EnabledIfSystemProperty(named = "list.jobs", matches = "[0-9]+")
class ListMeasurementIT {
    private static final int ROUNDS = 200;
    private static final BatchId BATCH = BatchId.random();

    @TempDir
    Path directory;

    @Test
    void pagesOfManyJobs() {
        int jobs = Integer.parseInt(System.getProperty("list.jobs", "0"));
        try (RocksJobStore store =
                RocksJobStore.open(LocalDirectory.named(directory), 64L << 20, new JobCodec("/measurement"))) {
            long begun = System.nanoTime();
            for (int i = 0; i < jobs; i++) {
                store.put(null, record(i, jobs));
            }
            System.out.printf("%d jobs kept in %.1f s%n", jobs, (System.nanoTime() - begun) / 1e9);
            queries().forEach((name, query) -> measure(name, store, query, jobs));
        }
    }

    private static Map<String, JobQuery> queries() {
        Map<String, JobQuery> queries = new LinkedHashMap<>();
        queries.put("all", JobQuery.of(Tenant.DEFAULT, null));
        queries.put("completed", JobQuery.of(Tenant.DEFAULT, JobState.COMPLETED));
        queries.put("of a batch of 10,000", JobQuery.of(Tenant.DEFAULT, null).in(BATCH));
        queries.put("with a label of 1,000 jobs", query(Map.of("customer", "7"), null, null));
        queries.put(
                "with that label, running",
                new JobQuery(Tenant.DEFAULT, JobState.RUNNING, null, Map.of("customer", "7"), null, null, null, null));
        queries.put("of a preset", query(Map.of(), "d2l", null));
        queries.put("with a text that none has", query(Map.of(), null, "no such text"));
        return queries;
    }

    private static JobQuery query(Map<String, String> labels, @Nullable String preset, @Nullable String text) {
        return new JobQuery(Tenant.DEFAULT, null, null, labels, preset, null, null, text);
    }

    /** Pages of 20 jobs from random places on. */
    private static void measure(String name, RocksJobStore store, JobQuery query, int jobs) {
        Random random = new Random(1);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Place from = new Place(NOON.plus(Duration.ofMillis(1 + random.nextInt(jobs))), JobId.random());
            long begun = System.nanoTime();
            JobPage page = store.newest(query, 20, from);
            millis.add((System.nanoTime() - begun) / 1e6);
            assertThat(page.jobs()).hasSizeLessThanOrEqualTo(20);
        }
        Collections.sort(millis);
        System.out.printf(
                "%-30s p50 %6.2f ms   p99 %6.2f ms   most %6.2f ms%n",
                name, millis.get(ROUNDS / 2), millis.get(ROUNDS * 99 / 100), millis.get(ROUNDS - 1));
    }

    private static JobRecord record(int number, int jobs) {
        JobId id = JobId.random();
        boolean isOfBatch = number % Math.max(1, jobs / 10_000) == 0;
        JobTags tags = new JobTags(
                Map.of("customer", String.valueOf(number % Math.max(1, jobs / 1_000))),
                Map.of("order", "no. " + number),
                isOfBatch ? BATCH : null);
        JobRecord job = JobRecord.submitted(job(id).withTags(tags), NOON.plus(Duration.ofMillis(number)));
        for (JobEvent event : life(id).subList(0, number % 10 == 0 ? 3 : 4)) {
            job = job.after(event);
        }
        return job;
    }
}
