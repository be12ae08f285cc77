package org.stylize.worker.trace;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.stylize.engine.StyleDescriptionStore;
import org.stylize.service.trace.Spans;

/** An event for each description of a style image that was stored, and a span for each that had to be made. */
public final class TracedStyles implements StyleDescriptionStore {
    private final StyleDescriptionStore store;
    private final Spans spans;
    private final Stages stages;
    private final Clock clock;

    public TracedStyles(StyleDescriptionStore store, Spans spans, Stages stages, Clock clock) {
        this.store = requireNonNull(store, "store is null");
        this.spans = requireNonNull(spans, "spans is null");
        this.stages = requireNonNull(stages, "stages is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Optional<byte[]> find(String digest) {
        Optional<byte[]> found = store.find(digest);
        if (found.isPresent()) {
            Span.fromContext(stages.now()).addEvent("style description found");
        }
        return found;
    }

    @Override
    public void keep(String digest, Duration took, Supplier<byte[]> file) {
        Context now = stages.now();
        if (Span.fromContext(now).isRecording()) {
            Instant end = clock.instant();
            spans.here("describe style image", SpanKind.INTERNAL)
                    .setParent(now)
                    .setStartTimestamp(end.minus(took))
                    .startSpan()
                    .end(end);
        }
        store.keep(digest, took, file);
    }
}
