package org.stylize.gateway.trace;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.gateway.submission.JobSubmissions;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.JobId;
import org.stylize.proto.Judged;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Trace;
import org.stylize.service.trace.Spans;

class TracedJobSubmissionsTest {
    private static final Trace CALLER = Trace.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "");

    private final InMemorySpanExporter finished = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(finished))
                    .build())
            .build();
    private final Kept kept = new Kept();
    private final Spans spans = new Spans(telemetry);
    private final JobSubmissions submissions = new TracedJobSubmissions(kept, spans);

    @Test
    void aJobIsPartOfTheTraceOfItsRequest() {
        Span request = telemetry.getTracer("test").spanBuilder("request").startSpan();

        within(request, () -> submissions.submit(SampleJobs.job(JobId.random()).withTrace(CALLER)));

        SpanData sent = finished.getFinishedSpanItems().get(0);
        assertThat(sent.getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(kept.jobs.get(0).trace().spanId()).isEqualTo(sent.getSpanId());
    }

    @Test
    void jobsThatAreSubmittedTogetherHaveTracesOfTheirOwnWithALinkToTheRequest() {
        Span request = telemetry.getTracer("test").spanBuilder("request").startSpan();
        Map<StylizationJob, Judged> jobs = new LinkedHashMap<>();
        jobs.put(SampleJobs.job(JobId.random()), new Judged(1));
        jobs.put(SampleJobs.job(JobId.random()), new Judged(2));

        within(request, () -> submissions.submit(jobs));

        assertThat(kept.jobs)
                .extracting(StylizationJob::id)
                .containsExactlyElementsOf(
                        jobs.keySet().stream().map(StylizationJob::id).toList());
        assertThat(kept.jobs)
                .extracting(job -> job.trace().traceId())
                .doesNotHaveDuplicates()
                .doesNotContain(request.getSpanContext().getTraceId());
        assertThat(finished.getFinishedSpanItems()).hasSize(2).allSatisfy(span -> assertThat(span.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext()).isEqualTo(request.getSpanContext())));
    }

    @Test
    void whatTheBrokerDoesNotTakeIsAnError() {
        kept.isDown = true;
        Span request = telemetry.getTracer("test").spanBuilder("request").startSpan();

        assertThatThrownBy(() -> within(request, () -> submissions.submit(SampleJobs.job(JobId.random()))))
                .isInstanceOf(UnavailableException.class);

        assertThat(finished.getFinishedSpanItems())
                .singleElement()
                .satisfies(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
    }

    @Test
    void whereNobodyTracesAJobKeepsTheTraceOfItsCaller() {
        StylizationJob job = SampleJobs.job(JobId.random()).withTrace(CALLER);

        new TracedJobSubmissions(kept, Spans.none()).submit(job);
        new TracedJobSubmissions(kept, Spans.none()).submit(Map.of(job, new Judged(1)));

        assertThat(kept.jobs).hasSize(2).allMatch(job::equals);
    }

    private static void within(Span span, Runnable work) {
        Context.root().with(span).wrap(work).run();
    }

    /** Keeps jobs, unless it is down. */
    private static final class Kept implements JobSubmissions {
        private final List<StylizationJob> jobs = new ArrayList<>();
        private boolean isDown;

        @Override
        public void submit(StylizationJob job) {
            if (isDown) {
                throw new UnavailableException("down", null);
            }
            jobs.add(job);
        }

        @Override
        public void submit(StylizationJob job, Judged judged) {
            submit(job);
        }

        @Override
        public void submit(Map<StylizationJob, Judged> several) {
            several.keySet().forEach(this::submit);
        }

        @Override
        public void submit(StylizationJob job, Reuse reuse) {
            submit(job);
        }
    }
}
