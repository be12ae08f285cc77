package org.stylize.worker.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.trace.Attributes;
import org.stylize.service.trace.Spans;
import org.stylize.worker.job.JobEnd;
import org.stylize.worker.job.JobTraces;

/** A span for each attempt, linked to the one before. */
public final class JobSpans implements JobTraces {
    private static final String NAME = "process " + Topics.REQUESTS;

    private final Spans spans;

    public JobSpans(Spans spans) {
        this.spans = requireNonNull(spans, "spans is null");
    }

    @Override
    public AttemptTrace begin(StylizationJob job, Attempt attempt) {
        SpanBuilder builder = Attributes.processes(spans.after(job.trace(), NAME, SpanKind.CONSUMER), Topics.REQUESTS)
                .setAttribute("messaging.consumer.group.name", Topics.WORKER_GROUP)
                .setAttribute(Attributes.JOB, job.id().toString())
                .setAttribute(Attributes.TENANT, job.tenant().name())
                .setAttribute("stylize.attempt.id", attempt.id())
                .setAttribute("stylize.worker", attempt.worker())
                .setAttribute("stylize.device", attempt.device())
                .setAttribute(Attributes.SLICE, attempt.slice().toString())
                .setAttribute("stylize.delivery", attempt.delivery());
        job.trace().lastAttempt().ifPresent(before -> builder.addLink(Spans.spanOf(job.trace(), before)));
        Span span = builder.startSpan();
        return new Traced(span, Spans.enter(Context.current().with(span)));
    }

    @Override
    public Runnable carried(Runnable work) {
        return Context.current().wrap(work);
    }

    /** An attempt with its span. */
    private record Traced(Span span, Scope scope) implements AttemptTrace {
        @Override
        public Trace trace() {
            return Spans.traceOf(span);
        }

        @Override
        public void ended(JobEnd end) {
            String name = end.name().toLowerCase(Locale.ROOT);
            span.setAttribute("stylize.attempt.end", name);
            if (isError(end)) {
                span.setStatus(StatusCode.ERROR, name);
            }
        }

        private static boolean isError(JobEnd end) {
            return switch (end) {
                case FAILED, LOST, STUCK -> true;
                case COMPLETED, RELEASED, UNABLE, SLICE_ENDED, CANCELLED, SUPERSEDED -> false;
            };
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
