package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.stylize.gateway.SampleJobs;
import org.stylize.gateway.s3.S3SweptStore;
import org.stylize.gateway.view.InMemoryJobStore;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.service.S3Settings;
import org.stylize.service.S3Store;
import org.stylize.stack.StackProcess;

/**
 * Measures sweeps of a store with so many objects as the system property {@code sweep.objects} says; it does not run
 * without. Each job has eight objects, of which four are of no use: a lost attempt's result, a preview, two checkpoints.
 */
@EnabledIfSystemProperty(named = "sweep.objects", matches = "[0-9]+")
class SweepMeasurementIT {
    private static final int OBJECTS_OF_A_JOB = 8;
    private static final int ORPHANS_OF_A_JOB = 4;

    @Test
    void aSweepOfManyObjects() throws IOException {
        int jobs = Integer.parseInt(System.getProperty("sweep.objects", "0")) / OBJECTS_OF_A_JOB;
        try (StackProcess stack = StackProcess.start();
                S3Store objects = new S3Store(new S3Settings(
                        stack.s3Endpoint(),
                        stack.accessKey(),
                        stack.secretKey(),
                        "us-east-1",
                        stack.bucket(),
                        Duration.ofSeconds(60),
                        null,
                        Map.of()))) {
            JobViews views = new JobViews(new InMemoryJobStore());
            Path bucket = stack.dataDirectory().resolve("s3").resolve(stack.bucket());
            for (int i = 0; i < jobs; i++) {
                views.put(job(stack.bucket(), bucket));
            }
            CountingStore store = new CountingStore(new S3SweptStore(objects));
            measure("first", store, views, jobs * ORPHANS_OF_A_JOB);
            measure("second, with nothing to delete", store, views, 0);
        }
    }

    private static void measure(String name, CountingStore store, JobViews views, int orphans) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        KnownJobs jobs =
                new KnownJobs(views, () -> Optional.of(clock.instant()), () -> true, () -> Optional.of("topic"));
        Pace pace = new Pace(new CountDownLatch(1), () -> true, 1_000_000);
        Sweep sweep = new Sweep(
                store, jobs, new SweepRules(Duration.ofDays(1), Duration.ofHours(1), Duration.ofDays(30)), clock, pace);
        System.gc();
        long before = used();
        peaks().forEach(MemoryPoolMXBean::resetPeakUsage);
        store.requests.set(0);
        long began = System.nanoTime();
        sweep.run();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        SweepReport report = sweep.report(SweepEnd.COMPLETED, took);
        long deleted =
                report.removed().values().stream().mapToLong(Long::longValue).sum();
        long peak = peaks().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                "%s: %d objects, %d deleted, %.1f s, %d requests, heap before %d MiB, peak with garbage %d MiB%n",
                name,
                report.looked(),
                deleted,
                took.toMillis() / 1000.0,
                store.requests.get(),
                before >> 20,
                peak >> 20);
        assertThat(deleted).isEqualTo(orphans);
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<MemoryPoolMXBean> peaks() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** Written into the store's directory: by the S3 protocol it would take longer than the measurement. */
    private static JobRecord job(String bucket, Path directory) throws IOException {
        JobId id = JobId.random();
        for (String key : List.of(
                "default/uploads/" + id + "/content-abc",
                "default/uploads/" + id + "/style-0-def",
                "default/jobs/" + id + "/winner/pastiche.png",
                "default/jobs/" + id + "/winner/manifest.json",
                "default/jobs/" + id + "/winner/preview-00040.jpg",
                "default/jobs/" + id + "/loser/pastiche.png",
                "default/jobs/" + id + "/checkpoints/00010-loser.safetensors",
                "default/jobs/" + id + "/checkpoints/00020-winner.safetensors")) {
            Path file = directory.resolve(key);
            Files.createDirectories(requireNonNull(file.getParent()));
            Files.write(file, new byte[] {1});
        }
        StylizationJob sample = SampleJobs.job(id);
        StylizationJob job = StylizationJob.of(
                id,
                JobPictures.of(
                        new ImageRef(bucket, "default/uploads/" + id + "/content-abc"),
                        List.of(new ImageRef(bucket, "default/uploads/" + id + "/style-0-def"))),
                sample.recipe(),
                SampleJobs.NOON,
                null);
        Attempt attempt = Attempt.by("worker", "cpu", Slice.FIRST, 1);
        ImageRef result = new ImageRef(bucket, "default/jobs/" + id + "/winner/pastiche.png");
        return JobRecord.submitted(job, SampleJobs.NOON)
                .after(new JobEvent.Submitted(id, 1, SampleJobs.NOON))
                .after(new JobEvent.Queued(id, 2, SampleJobs.NOON))
                .after(new JobEvent.Completed(id, 3, SampleJobs.NOON, attempt, SampleJobs.outcome(result)));
    }

    /** Counts requests. */
    private record CountingStore(SweptStore store, AtomicLong requests) implements SweptStore {
        CountingStore(SweptStore store) {
            this(store, new AtomicLong());
        }

        @Override
        public List<Listed> page(String prefix, String after) {
            requests.incrementAndGet();
            return store.page(prefix, after);
        }

        @Override
        public List<String> folders() {
            requests.incrementAndGet();
            return store.folders();
        }

        @Override
        public Optional<Instant> storedAt(String key) {
            requests.incrementAndGet();
            return store.storedAt(key);
        }

        @Override
        public void delete(String key) {
            requests.incrementAndGet();
            store.delete(key);
        }

        @Override
        public String owner(String asking) {
            requests.incrementAndGet();
            return store.owner(asking);
        }
    }
}
