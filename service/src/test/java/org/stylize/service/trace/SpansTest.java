package org.stylize.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;
import org.stylize.proto.ImageRef;
import org.stylize.proto.Trace;
import org.stylize.service.StoreAction;
import org.stylize.service.StoreCalls;
import org.stylize.service.StoreException;

class SpansTest {
    private static final Trace PARENT = Trace.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");
    private static final ImageRef OBJECT = new ImageRef("pictures", "default/photo.jpg");

    private final InMemorySpanExporter finished = InMemorySpanExporter.create();
    private final Spans spans = new Spans(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(finished))
                    .build())
            .build());

    @Test
    void aSpanFollowsFromARecordAndTheNextRecordFromTheSpan() {
        Span span = spans.after(PARENT, "work", SpanKind.CONSUMER).startSpan();

        Trace here = Spans.traceOf(span);

        assertThat(here.isSameTrace(PARENT)).isTrue();
        assertThat(here.spanId()).isEqualTo(span.getSpanContext().getSpanId()).isNotEqualTo(PARENT.spanId());
        assertThat(here.state()).isEqualTo("vendor=1");
        assertThat(here.isSampled()).isTrue();
    }

    @Test
    void whatNobodyWantsKeptIsNotRecorded() {
        Trace unwanted = Trace.of(PARENT.parent().replace("-01", "-00"), "");

        Span span = new Spans(OpenTelemetrySdk.builder()
                        .setTracerProvider(SdkTracerProvider.builder()
                                .addSpanProcessor(SimpleSpanProcessor.create(finished))
                                .build())
                        .build())
                .after(unwanted, "work", SpanKind.CONSUMER)
                .startSpan();
        span.end();

        assertThat(Spans.traceOf(span).isSampled()).isFalse();
        assertThat(finished.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void whereNobodyTracesARecordKeepsItsTrace() {
        assertThat(Spans.traceOf(
                        Spans.none().after(PARENT, "work", SpanKind.CONSUMER).startSpan()))
                .isEqualTo(PARENT);
        assertThat(Spans.traceOf(Spans.none()
                        .after(Trace.NONE, "work", SpanKind.CONSUMER)
                        .startSpan()))
                .isEqualTo(Trace.NONE);
    }

    @Test
    void aCallOfTheStoreIsOneSpanThoughItIsMadeOfOthers() {
        Span job = spans.after(PARENT, "job", SpanKind.INTERNAL).startSpan();
        StoreCalls calls = new StoreSpans(spans, "http://store:9000");

        Context.root()
                .with(job)
                .wrap(() -> {
                    try (StoreCalls.Call outer = calls.begin(StoreAction.READ, OBJECT);
                            StoreCalls.Call inner = calls.begin(StoreAction.READ, OBJECT)) {
                        inner.failed(new StoreException(StoreException.Kind.MISSING, "not of this span", null));
                        outer.failed(new StoreException(StoreException.Kind.MISSING, "there is no object", null));
                    }
                })
                .run();

        SpanData call = finished.getFinishedSpanItems().get(0);
        assertThat(finished.getFinishedSpanItems()).hasSize(1);
        assertThat(call.getName()).isEqualTo("S3.GetObject");
        assertThat(call.getParentSpanId()).isEqualTo(job.getSpanContext().getSpanId());
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(call.getStatus().getDescription()).isEqualTo("there is no object");
        assertThat(call.getAttributes().asMap().values())
                .contains("pictures", "default/photo.jpg", "store", 9000L, "GetObject", "MISSING");
    }

    @Test
    void aCallThatNoTraceLeadsToHasNoSpan() {
        StoreCalls calls = new StoreSpans(spans, "http://store");

        assertThat(calls.begin(StoreAction.LIST, OBJECT)).isSameAs(StoreCalls.Call.UNHEARD);
    }
}
