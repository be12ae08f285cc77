package org.stylize.service.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Trace;

/**
 * Begins spans in the traces that records name, and names the place of a span in its trace. Where tracing is off, a span is
 * nothing but the place of its parent, so each record keeps the trace of the one that it follows from. For any thread.
 */
public final class Spans {
    private static final String SCOPE = "org.stylize";
    private static final W3CTraceContextPropagator HEADERS = W3CTraceContextPropagator.getInstance();
    private static final TextMapSetter<Map<String, String>> INTO = Spans::put;

    private final Tracer tracer;
    private final boolean isOn;

    public Spans(OpenTelemetry telemetry) {
        this(telemetry, true);
    }

    private Spans(OpenTelemetry telemetry, boolean isOn) {
        this.tracer = requireNonNull(telemetry, "telemetry is null").getTracer(SCOPE);
        this.isOn = isOn;
    }

    /** As the settings say: OpenTelemetry that is off would still give each span an id of its own. */
    public static Spans asConfigured(OpenTelemetry telemetry) {
        return TraceSettings.isOn() ? new Spans(telemetry) : none();
    }

    /** Where nobody traces. */
    public static Spans none() {
        return new Spans(OpenTelemetry.noop(), false);
    }

    /** A span that follows from a record; of a new trace, if that belongs to none. */
    public SpanBuilder after(Trace parent, String name, SpanKind kind) {
        return tracer.spanBuilder(name).setSpanKind(kind).setParent(contextOf(parent));
    }

    /** A span that is part of what this thread does; of no trace, where nobody traces. */
    public SpanBuilder here(String name, SpanKind kind) {
        SpanBuilder span = tracer.spanBuilder(name).setSpanKind(kind);
        return isOn ? span : span.setNoParent();
    }

    /** The place of what this thread does; {@link Trace#NONE} if it is part of no trace. */
    public static Trace here() {
        return traceOf(Context.current());
    }

    /** The place of a span; {@link Trace#NONE} if it is of no trace. */
    public static Trace traceOf(Span span) {
        return traceOf(Context.root().with(span));
    }

    /** A span by its place, for links. */
    public static SpanContext spanOf(Trace trace) {
        return Span.fromContext(contextOf(trace)).getSpanContext();
    }

    /** Another span of the same trace, for links. */
    public static SpanContext spanOf(Trace trace, String spanId) {
        return SpanContext.createFromRemoteParent(
                trace.traceId(),
                spanId,
                trace.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    /** What this thread does is part of that from now on, until the scope is closed on the same thread. */
    @SuppressWarnings("MustBeClosedChecker") // handed on to the caller
    public static Scope enter(Context context) {
        return context.makeCurrent();
    }

    /** A span of a request to a server says which one that is, but not the whole address, which may have secrets. */
    public static void to(SpanBuilder span, String address) {
        try {
            URI server = new URI(address);
            if (server.getHost() != null) {
                span.setAttribute("server.address", server.getHost());
                span.setAttribute("server.port", server.getPort() < 0 ? usualPort(server) : server.getPort());
            }
        } catch (URISyntaxException e) {
            span.setAttribute("server.address", ""); // whoever sends the request says what is wrong with it
        }
    }

    private static long usualPort(URI server) {
        return "https".equals(server.getScheme()) ? 443 : 80;
    }

    /** Does work that a span stands for, as part of it, and ends it; the span says if the work fails. */
    public static void run(Span span, Context within, Runnable work) {
        try {
            within.with(span).wrap(work).run();
        } catch (RuntimeException e) {
            failed(span, e);
            throw e;
        } finally {
            span.end();
        }
    }

    /** What the span stands for failed. */
    public static void failed(Span span, Throwable why) {
        span.setAttribute("error.type", why.getClass().getName());
        span.setStatus(StatusCode.ERROR, String.valueOf(why.getMessage()));
    }

    private static Context contextOf(Trace trace) {
        return HEADERS.extract(Context.root(), trace, Fields.OF_A_TRACE);
    }

    private static Trace traceOf(Context context) {
        Map<String, String> headers = new HashMap<>();
        HEADERS.inject(context, headers, INTO);
        return Trace.of(headers.getOrDefault(Trace.PARENT, ""), headers.getOrDefault(Trace.STATE, ""));
    }

    private static void put(@Nullable Map<String, String> headers, String name, String value) {
        requireNonNull(headers, "headers is null").put(name, value);
    }

    /** A trace as headers. */
    private enum Fields implements TextMapGetter<Trace> {
        OF_A_TRACE;

        @Override
        public Iterable<String> keys(Trace trace) {
            return List.of(Trace.PARENT, Trace.STATE);
        }

        @Override
        public @Nullable String get(@Nullable Trace trace, String name) {
            if (trace == null || trace.isNone()) {
                return null;
            }
            return switch (name) {
                case Trace.PARENT -> trace.parent();
                case Trace.STATE -> trace.state();
                default -> null;
            };
        }
    }
}
