package org.stylize.gateway.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.stylize.gateway.submission.JobSubmissions;
import org.stylize.proto.BatchId;
import org.stylize.proto.Judged;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.trace.Attributes;
import org.stylize.service.trace.Spans;

/**
 * A span for each job that is handed over. A job is part of the trace of its request. Each of several jobs has a trace of its own, which
 * is linked to the request, because nobody can read a trace of thousands of jobs.
 */
public final class TracedJobSubmissions implements JobSubmissions {
    private static final String NAME = "send " + Topics.SUBMISSIONS;

    private final JobSubmissions submissions;
    private final Spans spans;

    public TracedJobSubmissions(JobSubmissions submissions, Spans spans) {
        this.submissions = requireNonNull(submissions, "submissions is null");
        this.spans = requireNonNull(spans, "spans is null");
    }

    @Override
    public void submit(StylizationJob job) {
        traced(job, submissions::submit);
    }

    @Override
    public void submit(StylizationJob job, Judged judged) {
        traced(job, each -> submissions.submit(each, judged));
    }

    @Override
    public void submit(StylizationJob job, Reuse reuse) {
        traced(job, each -> submissions.submit(each, reuse));
    }

    @Override
    public void submit(Map<StylizationJob, Judged> jobs) {
        SpanContext request = Span.current().getSpanContext();
        List<Span> begun = new ArrayList<>(jobs.size());
        Map<StylizationJob, Judged> traced = new LinkedHashMap<>();
        jobs.forEach((job, judged) -> {
            SpanBuilder builder = spans.after(Trace.NONE, NAME, SpanKind.PRODUCER);
            if (request.isValid()) {
                builder.addLink(request);
            }
            Span span = about(builder, job).startSpan();
            begun.add(span);
            traced.put(placed(job, span), judged);
        });
        try {
            submissions.submit(traced);
        } catch (RuntimeException e) {
            begun.forEach(span -> Spans.failed(span, e));
            throw e;
        } finally {
            begun.forEach(Span::end);
        }
    }

    private void traced(StylizationJob job, Consumer<StylizationJob> submission) {
        Span span = about(spans.here(NAME, SpanKind.PRODUCER), job).startSpan();
        if (!span.getSpanContext().isValid()) {
            submission.accept(job);
            return;
        }
        if (job.retryOf() != null) {
            link(span, job.trace());
        }
        Spans.run(span, Context.current(), () -> submission.accept(placed(job, span)));
    }

    /** A job that is made of another one may name that one's trace. */
    private static void link(Span span, Trace earlier) {
        if (!earlier.isNone() && !Spans.traceOf(span).isSameTrace(earlier)) {
            span.addLink(Spans.spanOf(earlier));
        }
    }

    private static StylizationJob placed(StylizationJob job, Span span) {
        Trace here = Spans.traceOf(span);
        return here.isNone() ? job : job.withTrace(here);
    }

    private static SpanBuilder about(SpanBuilder span, StylizationJob job) {
        Attributes.sends(span, Topics.SUBMISSIONS)
                .setAttribute(Attributes.JOB, job.id().toString())
                .setAttribute(Attributes.TENANT, job.tenant().name());
        BatchId batch = job.tags().batch();
        return batch == null ? span : span.setAttribute(Attributes.BATCH, batch.toString());
    }
}
