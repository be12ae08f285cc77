package org.stylize.systemtests.traces;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stylize.systemtests.FreePort;
import org.stylize.systemtests.Http;

/** Jaeger 2, which takes spans by OTLP over gRPC, keeps them in its memory, and is asked for them as its page does. */
final class JaegerProcess implements Collector {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIGURATION = """
            service:
              extensions: [jaeger_storage, jaeger_query]
              pipelines:
                traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}
              telemetry: {metrics: {level: none}}
            extensions:
              jaeger_query:
                storage: {traces: memory}
                http: {endpoint: "127.0.0.1:%d"}
                grpc: {endpoint: "127.0.0.1:%d"}
              jaeger_storage:
                backends: {memory: {memory: {max_traces: 10000}}}
            receivers:
              otlp: {protocols: {grpc: {endpoint: "127.0.0.1:%d"}}}
            exporters:
              jaeger_storage_exporter: {trace_storage: memory}
            """;

    private final Process process;
    private final int grpc;
    private final URI query;
    private final HttpClient http = HttpClient.newHttpClient();

    private JaegerProcess(Process process, int grpc, int query) {
        this.process = process;
        this.grpc = grpc;
        this.query = URI.create("http://127.0.0.1:" + query);
    }

    static JaegerProcess start(Path program, Path directory) throws IOException {
        int grpc = FreePort.next();
        int query = FreePort.next();
        Path configuration = Files.writeString(
                directory.resolve("jaeger.yaml"), CONFIGURATION.formatted(query, FreePort.next(), grpc));
        Process process = new ProcessBuilder(program.toString(), "--config", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("jaeger.log").toFile())
                .start();
        JaegerProcess jaeger = new JaegerProcess(process, grpc, query);
        await().atMost(Duration.ofMinutes(1)).until(jaeger::isUp);
        return jaeger;
    }

    private boolean isUp() {
        try {
            return get("/api/services").statusCode() == 200;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ConnectException) {
                return false;
            }
            throw e;
        }
    }

    private HttpResponse<String> get(String path) {
        return Http.send(http, HttpRequest.newBuilder(query.resolve(path)).build());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + grpc);
    }

    @Override
    public List<SeenSpan> spans(String traceId) {
        HttpResponse<String> answer = get("/api/traces/" + traceId);
        List<SeenSpan> spans = new ArrayList<>();
        JsonNode trace = read(answer.body()).path("data").path(0);
        for (JsonNode span : trace.path("spans")) {
            String process = span.path("processID").asText();
            spans.add(seen(
                    span,
                    trace.path("processes").path(process).path("serviceName").asText()));
        }
        return spans;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SeenSpan seen(JsonNode span, String service) {
        String parent = "";
        List<String> links = new ArrayList<>();
        for (JsonNode reference : span.path("references")) {
            if (reference.path("refType").asText().equals("CHILD_OF")) {
                parent = reference.path("spanID").asText();
            } else {
                links.add(reference.path("traceID").asText() + "/"
                        + reference.path("spanID").asText());
            }
        }
        Map<String, String> attributes = new HashMap<>();
        span.path("tags")
                .forEach(tag -> attributes.put(
                        tag.path("key").asText(), tag.path("value").asText()));
        List<String> events = new ArrayList<>();
        span.path("logs").forEach(log -> log.path("fields").forEach(field -> {
            if (field.path("key").asText().equals("event")) {
                events.add(field.path("value").asText());
            }
        }));
        return new SeenSpan(
                span.path("traceID").asText(),
                span.path("spanID").asText(),
                parent,
                span.path("operationName").asText(),
                service,
                attributes,
                events,
                links);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
