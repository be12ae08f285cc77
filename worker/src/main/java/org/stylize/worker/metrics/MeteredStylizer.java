package org.stylize.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.Machine;
import org.stylize.engine.Pictures;
import org.stylize.engine.Stylizer;
import org.stylize.engine.Stylizer.Command;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;
import org.stylize.worker.job.ThreadOwned;

/** Counts and times the steps of the stylizer behind it, and says whether the device is busy. */
public final class MeteredStylizer implements Stylizer {
    private final Stylizer stylizer;
    private final MeterRegistry registry;
    private final Counter steps;
    private final Counter pixelSteps;
    private final Timer step;
    private final AtomicInteger busy = new AtomicInteger();

    public MeteredStylizer(Stylizer stylizer, MeterRegistry registry) {
        this.stylizer = requireNonNull(stylizer, "stylizer is null");
        this.registry = requireNonNull(registry, "registry is null");
        steps = Counter.builder(Names.of("steps"))
                .description("Optimization steps done")
                .register(registry);
        pixelSteps = Counter.builder(Names.of("pixel.steps"))
                .description("Pixels of the result, summed over all steps done")
                .register(registry);
        step = Timer.builder(Names.of("step"))
                .description("Time of one optimization step")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        cached("memory", CacheCounts::inMemory);
        cached("store", CacheCounts::inStore);
        cached("miss", CacheCounts::misses);
        Gauge.builder(Names.of("device.busy"), busy, AtomicInteger::get)
                .description("1 while a job runs on the device, 0 otherwise")
                .register(registry);
    }

    private void cached(String result, ToLongFunction<CacheCounts> count) {
        FunctionCounter.builder(Names.of("style.cache"), stylizer, each -> count.applyAsLong(each.styleCache()))
                .description("Lookups of a style image, by where its features were found")
                .tag("result", result)
                .register(registry);
    }

    @Override
    public Pastiche stylize(
            Recipe recipe,
            Pictures pictures,
            OutputFormat output,
            @Nullable Execution as,
            @Nullable Checkpoint from,
            Watcher watcher) {
        busy.set(1);
        try {
            return stylizer.stylize(recipe, pictures, output, as, from, new Metering(watcher));
        } finally {
            busy.set(0);
        }
    }

    @Override
    public String device() {
        return stylizer.device();
    }

    @Override
    public Machine machine() {
        return stylizer.machine();
    }

    @Override
    public CacheCounts styleCache() {
        return stylizer.styleCache();
    }

    @Override
    public void close() {
        stylizer.close();
    }

    /** From the end of one step to the end of the next, less what the watcher takes. Owned by the stylizer's thread. */
    @ThreadOwned
    private final class Metering implements Watcher {
        private final Watcher watcher;
        private Timer.Sample sample = Timer.start(registry);
        private double pixels;

        Metering(Watcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public void started(Plan plan, Execution execution) {
            pixels = (double) plan.width() * plan.height();
            watcher.started(plan, execution);
            sample = Timer.start(registry);
        }

        @Override
        public void stepped(Step done) {
            sample.stop(step);
            steps.increment();
            pixelSteps.increment(pixels);
            watcher.stepped(done);
            sample = Timer.start(registry);
        }

        @Override
        public boolean checkpointWanted() {
            return watcher.checkpointWanted();
        }

        @Override
        public void checkpointed(Checkpoint checkpoint) {
            watcher.checkpointed(checkpoint);
            sample = Timer.start(registry);
        }

        @Override
        public Command command() {
            return watcher.command();
        }
    }
}
