package org.stylize.gateway.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.function.Consumer;
import org.stylize.gateway.submission.JobCommands;
import org.stylize.proto.JobCommand;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.trace.Attributes;
import org.stylize.service.trace.Spans;

/** A span for each command that is handed over, or for several that are handed over at once. */
public final class TracedJobCommands implements JobCommands {
    private static final String NAME = "send " + Topics.SUBMISSIONS;

    private final JobCommands commands;
    private final Spans spans;

    public TracedJobCommands(JobCommands commands, Spans spans) {
        this.commands = requireNonNull(commands, "commands is null");
        this.spans = requireNonNull(spans, "spans is null");
    }

    @Override
    public void send(JobCommand command, Trace trace) {
        SpanBuilder span = begin().setAttribute(Attributes.JOB, command.id().toString());
        traced(span, trace, here -> commands.send(command, here));
    }

    @Override
    public void send(List<JobCommand> several, Trace trace) {
        SpanBuilder span = begin().setAttribute("messaging.batch.message_count", several.size());
        traced(span, trace, here -> commands.send(several, here));
    }

    private SpanBuilder begin() {
        return Attributes.sends(spans.here(NAME, SpanKind.PRODUCER), Topics.SUBMISSIONS);
    }

    private static void traced(SpanBuilder builder, Trace ofTheCaller, Consumer<Trace> sending) {
        Span span = builder.startSpan();
        Trace here = Spans.traceOf(span);
        Spans.run(span, Context.current(), () -> sending.accept(here.isNone() ? ofTheCaller : here));
    }
}
