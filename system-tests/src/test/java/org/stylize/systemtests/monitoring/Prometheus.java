package org.stylize.systemtests.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.FreePort;
import org.stylize.systemtests.Http;

/** A real Prometheus with the rules of {@code deploy}, which looks at a fleet each second. */
final class Prometheus implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Process process;

    private Prometheus(URI address, Process process) {
        this.address = address;
        this.process = process;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param directory for its data, which stay
     * @param jobs addresses by the name of their job
     */
    static Prometheus start(Path directory, Map<String, URI> jobs) throws IOException {
        StringBuilder config = new StringBuilder();
        config.append("global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\n")
                .append("rule_files: ['")
                .append(Checkout.file("deploy/prometheus/rules"))
                .append("/*.yml']\nscrape_configs:\n");
        new TreeMap<>(jobs).forEach((name, at) -> config.append("  - job_name: ")
                .append(name)
                .append("\n    metrics_path: /q/metrics\n    static_configs: [{targets: ['")
                .append(at.getAuthority())
                .append("']}]\n"));
        Path file = Files.writeString(directory.resolve("prometheus.yml"), config);
        int port = FreePort.next();
        Process process = new ProcessBuilder(List.of(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + directory.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(URI.create("http://127.0.0.1:" + port), process);
        await().atMost(START_DEADLINE).until(prometheus::isReady);
        return prometheus;
    }

    private boolean isReady() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The answer's samples: each has {@code metric} and {@code value}. */
    JsonNode query(String expression) {
        HttpResponse<String> response = get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
        JsonNode answer = json(response.body());
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(expression + "\n" + response.body());
        }
        return answer.at("/data/result");
    }

    /** The samples' values. */
    List<Double> values(String expression) {
        return Board.stream(query(expression))
                .map(sample -> sample.at("/value/1").asText())
                .map(text -> text.endsWith("Inf") ? text + "inity" : text)
                .map(Double::valueOf)
                .toList();
    }

    /** Names of the alerts whose condition holds, whether they fire already or not. */
    List<String> alertsThatHold() {
        return Board.stream(query("count by (alertname) (ALERTS)"))
                .map(sample -> sample.at("/metric/alertname").asText())
                .toList();
    }

    /** What went wrong with rules. */
    List<String> ruleErrors() {
        return json(get("/api/v1/rules").body()).findValuesAsText("lastError").stream()
                .filter(error -> !error.isEmpty())
                .toList();
    }

    private HttpResponse<String> get(String path) {
        return Http.send(
                http,
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofSeconds(30))
                        .build());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
