package org.stylize.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Programs;
import org.stylize.systemtests.StoredPictures;
import org.stylize.systemtests.monitoring.Board.Panel;

/**
 * The dashboards and alerts of a real fleet, as a real Prometheus has them: while all is well, and then in an incident after
 * the other. Prometheus' data stay below {@code target}, so that pictures can be drawn from them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // an incident leaves the fleet to the next one
class DashboardsIT {
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final String WAITING = "max(stylize_jobs{state=\"queued\"})";
    /** Quotients and quantiles of what a small load need not have. */
    private static final Set<String> WITHOUT_NUMBER = Set.of(
            "workers: Store, mean time",
            "api: Store, mean time",
            "queue: Time by estimate",
            "queue: From submission to done");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Fleet fleet;
    private static ServiceProcess stack;
    private static ServiceProcess worker;
    private static URI api;
    private static Prometheus prometheus;

    @BeforeAll
    static void startFleetAndPrometheus() throws IOException {
        Programs.demand("dashboards", "prometheus", "prometheus");
        Path data =
                Files.createTempDirectory(Files.createDirectories(Checkout.file("system-tests/target")), "monitoring-");
        fleet = new Fleet(new FleetSettings(
                Checkout.root(), data, 0, 0, 0, Map.of("worker.threads", "1", "stack.lock-duration", "6s")));
        stack = fleet.startStack();
        ServiceProcess gateway = fleet.startGateway();
        worker = fleet.startWorker();
        StoredPictures.put(fleet, data);
        api = URI.create(gateway.awaitReady(START_DEADLINE).getProperty("http.url"));
        URI management = URI.create(gateway.awaitReady(START_DEADLINE).getProperty("management.url"));
        URI ofWorker = URI.create(
                "http://localhost:" + worker.awaitReady(START_DEADLINE).getProperty("http.port"));
        prometheus = Prometheus.start(data, Map.of("gateway", management, "worker", ofWorker));
    }

    @AfterAll
    static void stopAll() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (fleet != null) {
            fleet.processes().forEach(ServiceProcess::kill9); // an orderly end would wait for the broker
            fleet.close();
        }
    }

    @Test
    @Order(1)
    void underASmallLoadEveryQueryHasNumbersAndNothingIsRed() throws Exception {
        // A rate sees no job that was done before Prometheus looked for the first time.
        await().atMost(DEADLINE).untilAsserted(() -> {
            assertThat(prometheus.values("stylize_job_submit_to_start_seconds_count"))
                    .hasSize(1);
            assertThat(prometheus.values("stylize_worker_jobs_started_total")).hasSize(1);
        });
        for (int i = 0; i < 3; i++) {
            awaitCompleted(submit(5));
        }
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(prometheus.values("slo:events:increase1h{slo=\"start\"} > 0"))
                        .isNotEmpty());
        awaitCompleted(submit(5));

        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(panelsWithout(this::hasNumber)).isSubsetOf(WITHOUT_NUMBER));
        assertThat(panelsWithout(this::hasData)).isEmpty();
        assertThat(redPanels()).isEmpty();
        assertThat(prometheus.alertsThatHold()).isSubsetOf("DiskFillsUp", "DiskAlmostFull");
        assertThat(prometheus.ruleErrors()).isEmpty();
    }

    @Test
    @Order(2)
    void everyAnnotationAndVariableIsAnswered() {
        for (Board board : Board.all()) {
            for (String annotation : board.annotations()) {
                prometheus.query(annotation);
            }
        }
        assertThat(prometheus.query("process_start_time_seconds{job=~\"gateway|worker\"}"))
                .hasSize(2);
        assertThat(prometheus.query("stylize_worker_device_busy").findValuesAsText("worker"))
                .containsExactly(worker.name());
    }

    @Test
    @Order(3)
    void aFrozenWorkerWithJobsWaitingIsRed() throws Exception {
        submit(10_000);
        await().atMost(DEADLINE).untilAsserted(() -> assertThat(prometheus.values("sum(stylize_worker_device_busy)"))
                .containsExactly(1.0));
        worker.freeze();
        submit(5);
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertThat(prometheus.values(WAITING)).allMatch(jobs -> jobs >= 1));

        awaitIncident(
                List.of("WorkerDown", "NobodyPaints"),
                "overview: Jobs that nobody paints",
                "overview: Workers that do not answer",
                "overview: Workers ready",
                "workers: Workers that do not answer",
                "workers: Workers that answer");
    }

    @Test
    @Order(4)
    void noWorkerWithJobsWaitingIsRed() {
        worker.kill9();

        awaitIncident(List.of("NobodyPaints"), "overview: Jobs that nobody paints", "overview: Workers ready");
    }

    @Test
    @Order(5)
    void aBrokerAndAStoreThatAreAwayAreRed() {
        stack.kill9();

        awaitIncident(
                List.of("KafkaAway", "StoreAway"),
                "overview: Kafka",
                "overview: Store",
                "ledger: Kafka",
                "ledger: Store");
        assertThat(panelsWithout(this::hasData)).allMatch(panel -> panel.startsWith("workers: "));
        assertThat(prometheus.ruleErrors()).isEmpty();
    }

    /** Until these alerts hold and these panels are red, at least; then every number of the dashboards is there. */
    private static void awaitIncident(List<String> alerts, String... red) {
        await().atMost(DEADLINE).untilAsserted(() -> {
            assertThat(prometheus.alertsThatHold()).containsAll(alerts);
            assertThat(redPanels()).contains(red);
        });
        assertThat(statsWithoutData()).isEmpty();
    }

    private static Stream<Panel> panels() {
        return Board.all().stream().flatMap(board -> board.panels().stream()).filter(panel -> !panel.isText());
    }

    private interface Check {
        boolean of(Panel panel, String query);
    }

    /** Panels with a query that does not hold to it. */
    private static List<String> panelsWithout(Check check) {
        return panels().filter(panel -> !panel.queries().stream().allMatch(query -> check.of(panel, query)))
                .map(Panel::toString)
                .toList();
    }

    private static List<String> statsWithoutData() {
        return panels().filter(panel -> panel.type().equals("stat"))
                .filter(panel -> prometheus.query(panel.queries().get(0)).size() != 1)
                .map(Panel::toString)
                .toList();
    }

    private boolean hasData(Panel panel, String query) {
        return prometheus.query(query).size() > 0;
    }

    private boolean hasNumber(Panel panel, String query) {
        return prometheus.values(query).stream().anyMatch(Double::isFinite);
    }

    /** Of those with one number. The disk is that of the machine that runs the test. */
    private static List<String> redPanels() {
        List<String> red = new ArrayList<>();
        panels().filter(panel -> panel.type().equals("stat"))
                .filter(panel -> !panel.title().equals("Least free disk"))
                .forEach(panel -> {
                    List<Double> values = prometheus.values(panel.queries().get(0));
                    if (!values.isEmpty() && panel.colour(values.get(0)).equals("red")) {
                        red.add(panel.toString());
                    }
                });
        return red;
    }

    private static String submit(int steps) throws IOException, InterruptedException {
        String submission = StoredPictures.SUBMISSION.replaceFirst(
                "}$", ", \"preset\": \"d2l\", \"overrides\": {\"steps\": " + steps + ", \"longSidePixels\": 64}}");
        JsonNode answer = send(HttpRequest.newBuilder(api.resolve("/v1/stylizations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(submission)));
        assertThat(answer.path("id").asText()).as(answer.toString()).isNotEmpty();
        return answer.path("id").asText();
    }

    private static void awaitCompleted(String id) {
        await().atMost(DEADLINE).until(() -> send(HttpRequest.newBuilder(api.resolve("/v1/stylizations/" + id)))
                .path("state")
                .asText()
                .equals("COMPLETED"));
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }
}
