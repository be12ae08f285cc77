package org.stylize.service.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.stylize.proto.ImageRef;
import org.stylize.service.StoreAction;
import org.stylize.service.StoreCalls;
import org.stylize.service.StoreException;

/**
 * A span for each call of the store that is part of a trace. Calls that no trace leads to, such as those of a sweeper or a probe, have
 * none.
 */
public final class StoreSpans implements StoreCalls {
    private static final ContextKey<Boolean> CALLING = ContextKey.named("store-call");

    private final Spans spans;
    private final String endpoint;

    /** @param endpoint of the store */
    public StoreSpans(Spans spans, String endpoint) {
        this.spans = requireNonNull(spans, "spans is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
    }

    @Override
    public StoreCalls.Call begin(StoreAction action, ImageRef object) {
        Context now = Context.current();
        if (!Span.fromContext(now).isRecording() || now.get(CALLING) != null) {
            return StoreCalls.Call.UNHEARD;
        }
        SpanBuilder builder = spans.here("S3." + action.operation(), SpanKind.CLIENT)
                .setAttribute("rpc.system", "aws-api")
                .setAttribute("rpc.service", "S3")
                .setAttribute("rpc.method", action.operation())
                .setAttribute("aws.s3.bucket", object.bucket())
                .setAttribute("aws.s3.key", object.key());
        Spans.to(builder, endpoint);
        Span span = builder.startSpan();
        return new Traced(span, Spans.enter(now.with(span).with(CALLING, true)));
    }

    /** A call with its span. */
    private record Traced(Span span, Scope scope) implements StoreCalls.Call {
        @Override
        public void failed(StoreException why) {
            span.setAttribute("stylize.store.failure", why.kind().name());
            Spans.failed(span, why);
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}
