package org.stylize.worker.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.Machine;
import org.stylize.engine.Pictures;
import org.stylize.engine.StoppedException;
import org.stylize.engine.Stylizer;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;
import org.stylize.service.trace.Spans;
import org.stylize.worker.job.ThreadOwned;

/**
 * Three spans for the work of the stylizer behind it: {@code prepare}, until the first step; {@code optimise}, with an event for each
 * scale; and {@code encode}, what comes after the last step. What the watcher does is part of the span that is under way.
 */
public final class TracedStylizer implements Stylizer {
    private static final AttributeKey<Long> LONG_SIDE = AttributeKey.longKey("stylize.scale.long_side");
    private static final AttributeKey<Long> STEP = AttributeKey.longKey("stylize.step");

    private final Stylizer stylizer;
    private final Spans spans;
    private final Stages stages;

    /** @param stages is told what is under way */
    public TracedStylizer(Stylizer stylizer, Spans spans, Stages stages) {
        this.stylizer = requireNonNull(stylizer, "stylizer is null");
        this.spans = requireNonNull(spans, "spans is null");
        this.stages = requireNonNull(stages, "stages is null");
    }

    @Override
    public Pastiche stylize(
            Recipe recipe,
            Pictures pictures,
            OutputFormat output,
            @Nullable Execution as,
            @Nullable Checkpoint from,
            Watcher watcher) {
        Span attempt = Span.current();
        if (!attempt.isRecording()) {
            return stylizer.stylize(recipe, pictures, output, as, from, watcher);
        }
        Context within = Context.current();
        stages.enter(within.with(begin("prepare", within)));
        try {
            Pastiche pastiche =
                    stylizer.stylize(recipe, pictures, output, as, from, new Watching(recipe, within, watcher));
            attempt.setAttribute("stylize.ending", pastiche.ending().name());
            return pastiche;
        } catch (StoppedException e) {
            throw e; // as the watcher wanted
        } catch (RuntimeException e) {
            Spans.failed(Span.fromContext(stages.now()), e);
            throw e;
        } finally {
            stages.leave();
        }
    }

    private Span begin(String name, Context within) {
        return spans.here(name, SpanKind.INTERNAL).setParent(within).startSpan();
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

    /** Passes on what the stylizer says, with the span that is under way. Owned by the stylizer's thread. */
    @ThreadOwned
    private final class Watching implements Watcher {
        private final Recipe recipe;
        private final Context within;
        private final Watcher watcher;
        private @Nullable ScaleMarks scales;

        Watching(Recipe recipe, Context within, Watcher watcher) {
            this.recipe = recipe;
            this.within = within;
            this.watcher = watcher;
        }

        @Override
        public void started(Plan plan, Execution execution) {
            scales = new ScaleMarks(recipe, plan);
            Span optimise = begin("optimise", within);
            optimise.setAttribute("stylize.recipe", recipe.name());
            optimise.setAttribute("stylize.width", plan.width());
            optimise.setAttribute("stylize.height", plan.height());
            optimise.setAttribute("stylize.execution", execution.toString());
            stages.enter(within.with(optimise));
            here(() -> watcher.started(plan, execution));
        }

        @Override
        public void stepped(Step step) {
            Span span = Span.fromContext(stages.now());
            requireNonNull(scales, "a step before the start")
                    .reached(step)
                    .ifPresent(side ->
                            span.addEvent("scale", Attributes.of(LONG_SIDE, (long) side, STEP, (long) step.number())));
            span.setAttribute("stylize.steps", step.number());
            here(() -> watcher.stepped(step));
            if (step.number() == step.steps()) {
                stages.enter(within.with(begin("encode", within)));
            }
        }

        @Override
        public boolean checkpointWanted() {
            return watcher.checkpointWanted();
        }

        @Override
        public void checkpointed(Checkpoint checkpoint) {
            Span.fromContext(stages.now()).addEvent("checkpoint", Attributes.of(STEP, (long) checkpoint.step()));
            here(() -> watcher.checkpointed(checkpoint));
        }

        @Override
        public Command command() {
            return watcher.command();
        }

        private void here(Runnable work) {
            stages.now().wrap(work).run();
        }
    }
}
