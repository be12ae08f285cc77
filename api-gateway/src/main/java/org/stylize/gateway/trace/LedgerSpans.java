package org.stylize.gateway.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Locale;
import org.stylize.gateway.ledger.LedgerObserver;
import org.stylize.gateway.ledger.LedgerTraces;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.Received;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.trace.Attributes;
import org.stylize.service.trace.Spans;

/** A span for each record that the ledger processes, and one for each request that it writes. */
public final class LedgerSpans implements LedgerTraces, LedgerObserver {
    private static final String REQUEST = "send " + Topics.REQUESTS;

    private final Spans spans;

    public LedgerSpans(Spans spans) {
        this.spans = requireNonNull(spans, "spans is null");
    }

    @Override
    public void process(String topic, Received record, Runnable work) {
        Span span = Attributes.processes(spans.after(record.trace(), "process " + topic, SpanKind.CONSUMER), topic)
                .setAttribute(Attributes.JOB, record.key())
                .startSpan();
        Spans.run(span, Context.root(), work);
    }

    @Override
    public Trace here() {
        return Spans.here();
    }

    @Override
    public Trace asks(StylizationJob job, Slice slice) {
        Span span = Attributes.sends(spans.after(job.trace(), REQUEST, SpanKind.PRODUCER), Topics.REQUESTS)
                .setAttribute(Attributes.JOB, job.id().toString())
                .setAttribute(Attributes.SLICE, slice.toString())
                .startSpan();
        span.end();
        return Spans.traceOf(span);
    }

    @Override
    public void follows(Trace earlier) {
        SpanContext before = Spans.spanOf(earlier);
        if (before.isValid()) {
            Span.current().addLink(before);
        }
    }

    /** Only what the record itself changed: a turn that it made room for is about another job. */
    @Override
    public void changed(JobRecord after, JobEvent event) {
        if (Spans.here().isSameTrace(after.job().trace())) {
            Span span = Span.current();
            span.setAttribute(Attributes.TENANT, after.job().tenant().name());
            span.setAttribute(Attributes.STATE, after.state().name().toLowerCase(Locale.ROOT));
            span.addEvent(event.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void deadLetter(Problem problem) {
        Span span = Span.current();
        span.setAttribute(Attributes.PROBLEM, problem.type().slug());
        span.setStatus(StatusCode.ERROR, problem.detail());
    }
}
