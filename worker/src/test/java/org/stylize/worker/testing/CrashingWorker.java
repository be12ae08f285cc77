package org.stylize.worker.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.Trace;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.job.JobRunner;

/**
 * A program: a worker that is gone, as by {@code kill -9}, at a given point of its first job. Arguments: broker, S3
 * endpoint, access key, secret key, {@link Point}.
 */
public final class CrashingWorker {
    private static final int KILLED = 137;
    /** A checkpoint after the first step. */
    private static final JobRunner.Settings CHECKPOINTS = new JobRunner.Settings(
            Duration.ofMillis(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Duration.ofNanos(1),
            Duration.ofMinutes(3),
            Duration.ofSeconds(4));

    /** Where it crashes. */
    public enum Point {
        IN_A_STEP,
        AFTER_CHECKPOINT,
        BEFORE_STORE,
        AFTER_STORE,
        AFTER_MANIFEST,
        AFTER_ANNOUNCE
    }

    public static void main(String[] args) {
        Point point = Point.valueOf(args[4]);
        StackStore store = new StackStore(args[1], args[2], args[3], Jobs.BUCKET, 1_000_000);
        AtomicInteger steps = new AtomicInteger();
        RecordingStylizer stylizer = new RecordingStylizer(3, () -> {
            crashIf(point == Point.IN_A_STEP);
            if (point == Point.AFTER_CHECKPOINT && steps.incrementAndGet() == 2) {
                awaitTheEnd();
            }
        });
        TestWorker unused = TestWorker.start(
                "crashing",
                args[0],
                store,
                new CrashingStore(store, point),
                stylizer,
                reports -> new CrashingReports(reports, point),
                requests -> requests,
                point == Point.AFTER_CHECKPOINT ? CHECKPOINTS : TestWorker.SETTINGS);
        awaitTheEnd();
    }

    /** Until it crashes. */
    private static void awaitTheEnd() {
        try {
            Thread.currentThread().join(); // nobody interrupts this
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("it did not crash");
    }

    private static void crashIf(boolean now) {
        if (now) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private record CrashingStore(ArtefactStore store, Point point) implements ArtefactStore {
        @Override
        public ImageRef put(ArtefactKey key, byte[] content) {
            crashIf(point == Point.BEFORE_STORE && key.kind() == ArtefactKey.Kind.PASTICHE);
            ImageRef where = store.put(key, content);
            crashIf(point == pointAfter(key.kind()));
            return where;
        }

        private static Point pointAfter(ArtefactKey.Kind stored) {
            return switch (stored) {
                case CHECKPOINT -> Point.AFTER_CHECKPOINT;
                case PASTICHE, PREVIEW -> Point.AFTER_STORE;
                case MANIFEST -> Point.AFTER_MANIFEST;
            };
        }

        @Override
        public byte[] get(ArtefactKey key) {
            return store.get(key);
        }

        @Override
        public List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind) {
            return store.list(job, kind);
        }

        @Override
        public void delete(ArtefactKey key) {
            store.delete(key);
        }
    }

    private record CrashingReports(JobReports reports, Point point) implements JobReports {
        @Override
        public void announce(JobReport report, Trace trace) {
            reports.announce(report, trace);
            crashIf(point == Point.AFTER_ANNOUNCE && report instanceof JobReport.Completed);
        }

        @Override
        public void bury(DeadLetter letter, Trace trace) {
            reports.bury(letter, trace);
        }

        @Override
        public void tell(JobProgress progress, Trace trace) {
            reports.tell(progress, trace);
        }
    }

    private CrashingWorker() {}
}
