package org.stylize.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.stylize.engine.DeviceFullException;
import org.stylize.engine.Pictures;
import org.stylize.engine.StyleDescriptionStore;
import org.stylize.engine.Stylizer;
import org.stylize.proto.Attempt;
import org.stylize.proto.Slice;
import org.stylize.proto.Trace;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Presets;
import org.stylize.service.trace.Spans;
import org.stylize.worker.job.JobEnd;
import org.stylize.worker.job.JobTraces;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RecordingStylizer;

/** What an attempt is made of, as spans. */
class TracedStylizerTest {
    private static final Trace REQUEST =
            Trace.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "stylize=1111111111111111");
    private static final Pictures PICTURES = Pictures.of(Jobs.picture(1), List.of(Jobs.picture(2)));

    private final InMemorySpanExporter finished = InMemorySpanExporter.create();
    private final Spans spans = new Spans(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(finished))
                    .build())
            .build());
    private final JobTraces traces = new JobSpans(spans);
    private final Stages stages = new Stages();
    private final List<String> seenBy = new ArrayList<>();

    @Test
    void anAttemptFollowsFromItsRequestAndIsLinkedToTheOneBefore() {
        Trace own;
        try (JobTraces.AttemptTrace attempt = begin()) {
            own = attempt.trace();
            assertThat(Spans.here()).isEqualTo(own);
            attempt.ended(JobEnd.FAILED);
        }

        SpanData span = only("process stylize.requests");
        assertThat(own.spanId()).isEqualTo(span.getSpanId());
        assertThat(span.getParentSpanId()).isEqualTo(REQUEST.spanId());
        assertThat(span.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo("1111111111111111"));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(Spans.here()).isEqualTo(Trace.NONE);
    }

    @Test
    void theWorkHasThreeStagesAndTheWatcherIsPartOfThem() {
        RecordingStylizer painter = new RecordingStylizer(3, () -> {});

        attempted(() ->
                new TracedStylizer(painter, spans, stages).stylize(Presets.named("d2l"), PICTURES, new Watching()));

        String attempt = only("process stylize.requests").getSpanId();
        assertThat(List.of(only("prepare"), only("optimise"), only("encode")))
                .allMatch(span -> span.getParentSpanId().equals(attempt));
        assertThat(only("optimise").getEvents())
                .extracting(event -> event.getName())
                .containsExactly("scale");
        assertThat(seenBy)
                .as("what started and each step are part of")
                .containsExactly(
                        only("optimise").getSpanId(),
                        only("optimise").getSpanId(),
                        only("optimise").getSpanId(),
                        only("optimise").getSpanId());
    }

    @Test
    void aFaultIsAnErrorOfTheStageInWhichItHappened() {
        RecordingStylizer painter = new RecordingStylizer(3, () -> {
            throw new DeviceFullException("full", new IllegalStateException());
        });

        Stylizer traced = new TracedStylizer(painter, spans, stages);

        attempted(() -> assertThatThrownBy(() -> traced.stylize(Presets.named("d2l"), PICTURES, new Watching()))
                .isInstanceOf(DeviceFullException.class));

        assertThat(only("optimise").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(only("prepare").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aDescriptionThatHadToBeMadeIsASpanAsLongAsThatTook() {
        Instant noon = Instant.parse("2026-06-01T12:00:00Z");
        TracedStyles styles =
                new TracedStyles(StyleDescriptionStore.NONE, spans, stages, Clock.fixed(noon, ZoneOffset.UTC));
        RecordingStylizer painter =
                new RecordingStylizer(1, () -> styles.keep("digest", Duration.ofSeconds(2), () -> new byte[0]));

        styles.keep("digest", Duration.ofSeconds(1), () -> new byte[0]); // no job is under way
        attempted(() ->
                new TracedStylizer(painter, spans, stages).stylize(Presets.named("d2l"), PICTURES, new Watching()));

        SpanData made = only("describe style image");
        assertThat(made.getEndEpochNanos() - made.getStartEpochNanos()).isEqualTo(2_000_000_000L);
        assertThat(made.getParentSpanId()).isEqualTo(only("optimise").getSpanId());
    }

    @Test
    void workForAnotherThreadIsPartOfWhatTheCallingThreadDoes() {
        attempted(() -> CompletableFuture.runAsync(
                        traces.carried(() -> seenBy.add(Spans.here().spanId())))
                .join());

        assertThat(seenBy).containsExactly(only("process stylize.requests").getSpanId());
    }

    @Test
    void whereNobodyTracesNothingIsWrittenAndTheTraceGoesOn() {
        try (JobTraces.AttemptTrace attempt =
                new JobSpans(Spans.none()).begin(Jobs.job().withTrace(REQUEST), attempt())) {
            assertThat(attempt.trace()).isEqualTo(REQUEST);
            assertThat(Span.fromContext(Context.current()).isRecording()).isFalse();
        }
        assertThat(finished.getFinishedSpanItems()).isEmpty();
    }

    private void attempted(Runnable work) {
        try (JobTraces.AttemptTrace attempt = begin()) {
            work.run();
            attempt.ended(JobEnd.COMPLETED);
        }
    }

    private JobTraces.AttemptTrace begin() {
        return traces.begin(Jobs.job().withTrace(REQUEST), attempt());
    }

    private static Attempt attempt() {
        return Attempt.by("worker-1", "cpu", new Slice(1, 2), 1);
    }

    private SpanData only(String name) {
        List<SpanData> named = finished.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
        assertThat(named).as(name).hasSize(1);
        return named.get(0);
    }

    /** Notes which span is under way on the thread that tells it. */
    private final class Watching implements Stylizer.Watcher {
        @Override
        public void started(Plan plan, Execution execution) {
            seenBy.add(Spans.here().spanId());
        }

        @Override
        public void stepped(Stylizer.Step step) {
            seenBy.add(Spans.here().spanId());
        }

        @Override
        public Stylizer.Command command() {
            return Stylizer.Command.GO_ON;
        }
    }
}
