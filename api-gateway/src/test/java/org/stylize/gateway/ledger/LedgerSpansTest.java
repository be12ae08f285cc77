package org.stylize.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobId;
import org.stylize.proto.SliceRequest;
import org.stylize.proto.Trace;
import org.stylize.service.trace.Spans;

/** What the ledger does, as spans, and what it tells the next one in the chain. */
class LedgerSpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Trace GATEWAY = Trace.of("00-" + TRACE + "-00f067aa0ba902b7-01", "vendor=1");

    private final InMemorySpanExporter finished = InMemorySpanExporter.create();
    private final LedgerDriver ledger = new LedgerDriver(
            1,
            SubmissionJudge.LENIENT,
            new LedgerSpans(new Spans(OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(finished))
                            .build())
                    .build())));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theRequestFollowsFromTheAdmissionAndThatFromTheSubmission() {
        JobId id = JobId.random();

        ledger.submit(SampleJobs.job(id).withTrace(GATEWAY));

        SpanData admitted = only("process stylize.submissions");
        SpanData asked = only("send stylize.requests");
        assertThat(admitted.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(admitted.getParentSpanId()).isEqualTo(GATEWAY.spanId());
        assertThat(asked.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(asked.getParentSpanId()).isEqualTo(admitted.getSpanId());
        assertThat(ledger.job(id).job().trace().spanId()).isEqualTo(admitted.getSpanId());
        Trace request = ledger.take().job().trace();
        assertThat(request.spanId()).isEqualTo(asked.getSpanId());
        assertThat(request.state()).isEqualTo("vendor=1");
        assertThat(request.lastAttempt()).isEmpty();
    }

    @Test
    void theNextSliceKnowsTheAttemptBefore() {
        JobId id = JobId.random();
        ledger.submit(SampleJobs.job(id).withTrace(GATEWAY));
        SliceRequest first = ledger.take();
        Attempt attempt = SampleJobs.attempt(1);
        Trace worker = Trace.of(
                "00-" + TRACE + "-1111111111111111-01", first.job().trace().state());

        ledger.report(SampleJobs.started(id, attempt), worker);
        ledger.report(SampleJobs.sliceEnded(id, attempt), worker);

        Trace next = ledger.take().job().trace();
        assertThat(next.lastAttempt()).contains("1111111111111111");
        assertThat(next.isSameTrace(GATEWAY)).isTrue();
        assertThat(named("send stylize.requests")).hasSize(2).allMatch(span -> span.getParentSpanId()
                .equals(only("process stylize.submissions").getSpanId()));
        assertThat(named("process stylize.reports")).hasSize(2).allMatch(span -> span.getParentSpanId()
                .equals("1111111111111111"));
    }

    @Test
    void aHeldJobIsAskedForInItsOwnTraceThoughAnotherMadeRoom() {
        JobId first = JobId.random();
        JobId held = JobId.random();
        Trace other = Trace.of("00-" + TRACE.replace('4', '5') + "-00f067aa0ba902b7-01", "");
        ledger.submit(SampleJobs.job(first).withTrace(GATEWAY));
        ledger.submit(SampleJobs.job(held).withTrace(other));
        ledger.take();
        Attempt attempt = SampleJobs.attempt(1);

        ledger.report(SampleJobs.started(first, attempt), GATEWAY);
        ledger.report(SampleJobs.completed(first, attempt), GATEWAY);

        SliceRequest turn = ledger.take();
        assertThat(turn.job().id()).isEqualTo(held);
        assertThat(turn.job().trace().isSameTrace(other)).isTrue();
    }

    @Test
    void aJobThatIsDoneAgainIsInTheTraceOfItsCommandWithALinkToTheJobBefore() {
        JobId id = JobId.random();
        JobId again = JobId.random();
        Trace caller = Trace.of("00-" + TRACE.replace('4', '5') + "-00f067aa0ba902b7-01", "");
        ledger.submit(SampleJobs.job(id).withTrace(GATEWAY));
        ledger.command(new JobCommand.Cancel(id, ledger.now()));

        ledger.command(new JobCommand.Retry(id, ledger.now(), again), caller);

        assertThat(ledger.job(again).job().trace().isSameTrace(caller)).isTrue();
        assertThat(named("process stylize.submissions"))
                .filteredOn(span -> span.getTraceId().equals(caller.traceId()))
                .anySatisfy(span -> assertThat(span.getLinks()).singleElement().satisfies(link -> assertThat(
                                link.getSpanContext().getSpanId())
                        .isEqualTo(ledger.job(id).job().trace().spanId())));
    }

    private SpanData only(String name) {
        List<SpanData> named = named(name);
        assertThat(named).hasSize(1);
        return named.get(0);
    }

    private List<SpanData> named(String name) {
        return finished.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }
}
