package org.stylize.systemtests.traces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Http;
import org.stylize.systemtests.StoredPictures;

/** Gateway and worker as processes, with a collector: what a request leads to is one trace, wherever it happens. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracesIT {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GATEWAY = "stylize-gateway";
    private static final String WORKER = "stylize-worker";
    private static final String RECIPE = "\"preset\": \"d2l\", \"overrides\": {\"longSidePixels\": 64, \"steps\": 150}";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    /** Headers of the messages that the webhook got. */
    private static final Queue<String> TOLD = new ConcurrentLinkedQueue<>();

    @TempDir
    private static Path data;

    private static HttpServer hook;
    private static Collector collector;
    private static Fleet fleet;
    private static URI gateway;
    private static URI management;
    private static URI worker;

    @BeforeAll
    static void startFleet() throws Exception {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            TOLD.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        collector = Collector.start(data);
        Map<String, String> settings = new HashMap<>(collector.settings());
        settings.putAll(Map.of(
                "otel.bsp.schedule.delay", "200",
                "quarkus.log.console.json.enabled", "true",
                "gateway.webhooks.plain-http", "true",
                "gateway.webhooks.networks", "127.0.0.1",
                "worker.threads", "1",
                "worker.slice", "300ms"));
        fleet = new Fleet(new FleetSettings(Checkout.root(), data, 0, 0, 0, settings));
        fleet.startStack();
        ServiceProcess front = fleet.startGateway();
        ServiceProcess back = fleet.startWorker();
        StoredPictures.put(fleet, data);
        gateway = URI.create(front.awaitReady(START).getProperty("http.url"));
        management = URI.create(front.awaitReady(START).getProperty("management.url"));
        worker = URI.create("http://localhost:" + back.awaitReady(START).getProperty("http.port"));
    }

    @AfterAll
    static void stopFleet() {
        if (fleet != null) {
            fleet.close();
        }
        if (collector != null) {
            collector.close();
        }
        hook.stop(0);
    }

    /** First, so that the worker knows no style image yet, and no other job has left exemplars. */
    @Test
    @Order(1)
    void aJobIsOneTraceFromTheRequestToTheWebhook() {
        post("/v1/webhooks", "{\"url\": \"http://127.0.0.1:" + hook.getAddress().getPort() + "\"}", newTrace(), 201);
        String trace = newTrace();
        String id = submit(trace);
        awaitState(id, "COMPLETED");

        List<SeenSpan> spans = awaitSpans(trace, "POST");

        SeenSpan request = only(spans, "POST /v1/stylizations");
        SeenSpan sent = only(spans, "send stylize.submissions");
        SeenSpan admitted = only(spans, "process stylize.submissions");
        assertThat(List.of(request, sent, admitted))
                .extracting(SeenSpan::service)
                .containsOnly(GATEWAY);
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(sent.parent()).isEqualTo(request.id());
        assertThat(admitted.parent()).isEqualTo(sent.id());
        assertThat(admitted.events()).contains("submitted", "queued");
        List<SeenSpan> asked = named(spans, "send stylize.requests");
        assertThat(asked).extracting(SeenSpan::parent).containsOnly(admitted.id());
        List<SeenSpan> attempts = named(spans, "process stylize.requests");
        assertThat(attempts).as("slices").hasSizeGreaterThan(1).hasSameSizeAs(asked);
        assertThat(ids(asked)).isEqualTo(attempts.stream().map(SeenSpan::parent).collect(Collectors.toSet()));
        eachAttemptIsLinkedToTheOneBefore(attempts);
        workOfAnAttempt(spans, attempts);
        assertThat(named(spans, "process stylize.reports"))
                .as("reports follow from attempts")
                .hasSizeGreaterThanOrEqualTo(2 * attempts.size())
                .allMatch(span -> ids(attempts).contains(span.parent()));
        SeenSpan completed = named(spans, "process stylize.reports").stream()
                .filter(span -> span.events().contains("completed"))
                .findFirst()
                .orElseThrow();
        SeenSpan told = only(spans, "POST");
        assertThat(told.parent()).isEqualTo(completed.id());
        assertThat(TOLD).contains("00-" + trace + "-" + told.id() + "-01");
        everySpanHasItsParent(spans);
        assertThat(spans)
                .filteredOn(span -> span.attributes().containsKey("stylize.job.id"))
                .extracting(span -> span.attribute("stylize.job.id"))
                .containsOnly(id);
        metricsNameTheTrace(trace);
        linesOfTheLogNameTraceAndJob(trace, id);
        System.out.printf("measured: %d spans of a job with %d slices%n", spans.size(), attempts.size());
    }

    /** The attempts in the order of their slices: the first has no link, each other one to its predecessor. */
    private static void eachAttemptIsLinkedToTheOneBefore(List<SeenSpan> attempts) {
        Map<String, SeenSpan> bySlice =
                attempts.stream().collect(Collectors.toMap(span -> span.attribute("stylize.slice"), span -> span));
        for (int slice = 1; slice <= attempts.size(); slice++) {
            SeenSpan attempt = bySlice.get("1." + slice);
            assertThat(attempt.service()).isEqualTo(WORKER);
            assertThat(attempt.links())
                    .as("slice %s", slice)
                    .isEqualTo(
                            slice == 1
                                    ? List.of()
                                    : List.of(bySlice.get("1." + (slice - 1)).place()));
            assertThat(attempt.attribute("stylize.attempt.end"))
                    .isEqualTo(slice == attempts.size() ? "completed" : "slice_ended");
        }
    }

    private static void workOfAnAttempt(List<SeenSpan> spans, List<SeenSpan> attempts) {
        assertThat(named(spans, "prepare")).hasSameSizeAs(attempts);
        assertThat(named(spans, "optimise")).hasSameSizeAs(attempts).allSatisfy(span -> {
            assertThat(ids(attempts)).contains(span.parent());
            assertThat(span.events()).contains("scale");
        });
        assertThat(named(spans, "encode")).hasSize(1);
        assertThat(named(spans, "describe style image")).isNotEmpty();
        assertThat(named(spans, "S3.GetObject"))
                .filteredOn(span -> span.service().equals(WORKER))
                .extracting(span -> span.attribute("aws.s3.key"))
                .contains("default/photo.jpg", "default/painting.jpg");
        assertThat(named(spans, "S3.PutObject"))
                .filteredOn(span -> span.service().equals(WORKER))
                .extracting(span -> span.attribute("aws.s3.key"))
                .anyMatch(key -> key.contains("/checkpoints/"))
                .anyMatch(key -> key.endsWith(".png"));
    }

    /** A collector that lost none has every parent, but that of the span that follows from the caller's. */
    private static void everySpanHasItsParent(List<SeenSpan> spans) {
        Set<String> known = new HashSet<>(ids(spans));
        known.add(CALLER);
        assertThat(spans).allSatisfy(span -> assertThat(known).contains(span.parent()));
    }

    private static void metricsNameTheTrace(String trace) {
        String exemplar = "trace_id=\"" + trace + "\"";
        assertThat(scrape(management))
                .filteredOn(line -> line.startsWith("stylize_job_submit_to_done_seconds_bucket"))
                .anyMatch(line -> line.contains(exemplar));
        assertThat(scrape(worker))
                .filteredOn(line -> line.startsWith("stylize_worker_step_seconds_bucket"))
                .anyMatch(line -> line.contains(exemplar));
    }

    private static List<String> scrape(URI service) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/q/metrics"))
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5")
                .build();
        return Http.send(HTTP, request).body().lines().toList();
    }

    private static void linesOfTheLogNameTraceAndJob(String trace, String job) {
        assertThat(log("worker-1"))
                .filteredOn(line -> line.path("mdc").path("jobId").asText().equals(job))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.path("mdc").path("traceId").asText().equals(trace));
        assertThat(log("gateway"))
                .filteredOn(line -> line.toString().contains(job))
                .filteredOn(line -> line.path("loggerName").asText().contains("ledger"))
                .isNotEmpty()
                .allMatch(line -> line.path("mdc").path("traceId").asText().equals(trace));
    }

    private static List<JsonNode> log(String service) {
        try {
            return Files.readAllLines(data.resolve(service + ".log"), UTF_8).stream()
                    .filter(line -> line.startsWith("{"))
                    .map(TracesIT::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aJobThatIsDoneAgainIsAnotherTraceWithALink() {
        String first = newTrace();
        String id = submit(first);
        post("/v1/stylizations/" + id + "/cancel", "", newTrace(), 200);
        String second = newTrace();

        String again = post("/v1/stylizations/" + id + "/retry", "", second, 202)
                .path("id")
                .asText();
        post("/v1/stylizations/" + again + "/cancel", "", newTrace(), 200);

        List<SeenSpan> spans = awaitSpans(second, "send stylize.requests");
        assertThat(named(spans, "process stylize.submissions")).anyMatch(span -> span.isLinkedToTrace(first));
        assertThat(spans).extracting(span -> span.attribute("stylize.job.id")).contains(again);
        everySpanHasItsParent(spans);
    }

    @Test
    void eachJobOfABatchIsATraceThatIsLinkedToTheRequest() {
        String trace = newTrace();
        JsonNode batch = post(
                "/v1/batches",
                "{\"contents\": [{\"object\": \"default/photo.jpg\"}, {\"object\": \"default/painting.jpg\"}],"
                        + " \"styles\": [{\"object\": \"default/painting.jpg\"}], \"recipes\": [{"
                        + RECIPE + "}]}",
                trace,
                202);
        String id = batch.path("id").asText();
        post("/v1/batches/" + id + "/cancel", "", newTrace(), 202);

        SeenSpan request = only(awaitSpans(trace, "POST /v1/batches"), "POST /v1/batches");
        await().atMost(DEADLINE).until(() -> jobsOf(id).size() == 2);
        Set<String> traces = jobsOf(id).stream().map(TracesIT::traceOf).collect(Collectors.toSet());
        assertThat(traces).hasSize(2).doesNotContain(trace);
        assertThat(traces).allSatisfy(each -> assertThat(
                        only(awaitSpans(each, "process stylize.submissions"), "send stylize.submissions")
                                .links())
                .containsExactly(request.place()));
    }

    private static Set<String> jobsOf(String batch) {
        Set<String> jobs = new HashSet<>();
        get("/v1/stylizations?batch=" + batch, newTrace(), 200)
                .path("items")
                .forEach(job -> jobs.add(job.path("id").asText()));
        return jobs;
    }

    /** As the gateway's log has it. */
    private static String traceOf(String job) {
        return log("gateway").stream()
                .filter(line -> line.path("loggerName").asText().contains("ledger"))
                .filter(line -> line.toString().contains(job))
                .map(line -> line.path("mdc").path("traceId").asText())
                .filter(trace -> !trace.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void problemsNameTheTraceOfTheirRequest() {
        String unknown = newTrace();
        String nowhere = newTrace();
        String refused = newTrace();

        assertThat(get("/v1/stylizations/" + UUID.randomUUID(), unknown, 404)
                        .path("traceId")
                        .asText())
                .isEqualTo(unknown);
        assertThat(get("/v1/nothing", nowhere, 404).path("traceId").asText()).isEqualTo(nowhere);
        assertThat(post("/v1/stylizations", "{", refused, 400).path("traceId").asText())
                .isEqualTo(refused);
    }

    private static final String CALLER = "00f067aa0ba902b7";

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String submit(String trace) {
        return post("/v1/stylizations", StoredPictures.SUBMISSION.replaceFirst("}$", ", " + RECIPE + "}"), trace, 202)
                .path("id")
                .asText();
    }

    private static void awaitState(String id, String state) {
        await().atMost(DEADLINE)
                .until(
                        () -> get("/v1/stylizations/" + id, newTrace(), 200)
                                .path("state")
                                .asText(),
                        state::equals);
    }

    /** Once there is a span of that name, and no more have come for a while. */
    private static List<SeenSpan> awaitSpans(String trace, String name) {
        await().atMost(DEADLINE).until(() -> collector.spans(trace).stream()
                .anyMatch(span -> span.name().equals(name)));
        await().during(Duration.ofSeconds(1)).atMost(DEADLINE).until(new Settled(trace)::isSettled);
        return collector.spans(trace);
    }

    /** Whether the number of spans is the same as before. For one thread. */
    private static final class Settled {
        private final String trace;
        private int before;

        Settled(String trace) {
            this.trace = trace;
        }

        boolean isSettled() {
            int now = collector.spans(trace).size();
            boolean isSettled = now == before;
            before = now;
            return isSettled;
        }
    }

    private static List<SeenSpan> named(List<SeenSpan> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    private static SeenSpan only(List<SeenSpan> spans, String name) {
        List<SeenSpan> named = named(spans, name);
        assertThat(named).as("%s among %s", name, spans).hasSize(1);
        return named.get(0);
    }

    private static Set<String> ids(List<SeenSpan> spans) {
        return spans.stream().map(SeenSpan::id).collect(Collectors.toSet());
    }

    private static JsonNode post(String path, String body, String trace, int expected) {
        return answer(
                request(path, trace)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                expected);
    }

    private static JsonNode get(String path, String trace, int expected) {
        return answer(request(path, trace), expected);
    }

    private static HttpRequest.Builder request(String path, String trace) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("traceparent", "00-" + trace + "-" + CALLER + "-01");
    }

    private static JsonNode answer(HttpRequest.Builder request, int expected) {
        HttpResponse<String> answer = Http.send(HTTP, request.build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return read(answer.body());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
