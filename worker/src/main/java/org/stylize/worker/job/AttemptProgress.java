package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Stylizer.Step;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.worker.job.ProgressFeed.PreviewObject;

/**
 * Decides after each step of one attempt whether to tell it, and whether with a preview. Owned by the stylizer's
 * thread.
 */
@ThreadOwned
final class AttemptProgress {
    private static final double NANOS_PER_SECOND = 1e9;

    private final JobRequest request;
    private final Settings settings;
    private final ProgressFeed feed;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final long begun;
    private long told;
    private long previewed;
    private int before = -1;

    /**
     * @param interval shortest time between two reports of progress
     * @param previewInterval shortest time between two previews
     */
    record Settings(Duration interval, Duration previewInterval) {
        Settings {
            requireNonNull(interval, "interval is null");
            requireNonNull(previewInterval, "previewInterval is null");
        }
    }

    /** The first step is about to be done. */
    AttemptProgress(JobRequest request, Settings settings, ProgressFeed feed, Clock clock, LongSupplier nanoTime) {
        this.request = request;
        this.settings = settings;
        this.feed = feed;
        this.clock = clock;
        this.nanoTime = nanoTime;
        begun = nanoTime.getAsLong();
        told = begun - settings.interval().toNanos();
        previewed = begun;
    }

    void stepped(Step step) {
        long now = nanoTime.getAsLong();
        if (before < 0) {
            before = step.number() - 1; // more than 0 after a checkpoint
        }
        if (now - told >= settings.interval().toNanos() || step.number() == step.steps()) {
            told = now;
            feed.offer(progress(step, now), request.job().trace(), preview(step, now));
        }
    }

    private JobProgress progress(Step step, long now) {
        double rate = (step.number() - before) / Math.max((now - begun) / NANOS_PER_SECOND, 1e-9);
        JobId id = request.job().id();
        return new JobProgress(
                id,
                request.attempt(),
                clock.instant(),
                step.number(),
                step.steps(),
                step.losses(),
                step.learningRate(),
                rate,
                (step.steps() - step.number()) / rate,
                null);
    }

    private @Nullable PreviewObject preview(Step step, long now) {
        boolean due = now - previewed >= settings.previewInterval().toNanos();
        if (!due || step.number() == step.steps() || !feed.isIdle()) {
            return null; // a preview costs the device time: none while the last one is still on its way
        }
        previewed = now;
        ArtefactKey key = ArtefactKey.preview(request.job().keys(), request.attempt(), step.number());
        return new PreviewObject(key, step.preview().jpeg());
    }
}
