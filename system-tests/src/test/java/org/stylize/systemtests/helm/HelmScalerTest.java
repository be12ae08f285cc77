package org.stylize.systemtests.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many workers are wanted for which figures: the chart's queries, over series that a gateway and a worker really told, in
 * Prometheus' own engine. HelmFleetIT made the recording and holds it to programs that run.
 */
class HelmScalerTest {
    /** What Prometheus adds to the series of a pod. */
    static final String LABELS = "namespace=\"art\"";

    private static final String ANOTHER = LABELS + ",instance=\"10.0.0.2:8082\"";

    @TempDir
    private Path directory;

    private Scaler scaler;

    @BeforeEach
    void makeScaler() {
        scaler = scaler(1);
    }

    /** Whether a series is of a metric that the scaler asks for. */
    static boolean isAsked(String series) {
        return series.matches("(stylize_jobs|stylize_queue_oldest_age_seconds|stylize_worker_device_busy)\\{.*");
    }

    static Scrape recorded(String service) {
        String name = "/helm/" + service + ".metrics";
        try (InputStream file = requireNonNull(HelmScalerTest.class.getResourceAsStream(name), name)) {
            return Scrape.of(new String(file.readAllBytes(), UTF_8), LABELS).only(HelmScalerTest::isAsked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scrape read(Path scrape) throws IOException {
        return Scrape.of(Files.readString(scrape), LABELS);
    }

    /** A class of workers with 4 jobs for each, a limit of 10, and 300 s as the age at which each job shall have its own. */
    @ParameterizedTest
    @CsvSource({
        // queued, running, age, busy, wanted
        "0, 0, 0, 0, 0",
        "1, 0, 0, 0, 1",
        "4, 0, 1, 0, 1",
        "5, 0, 1, 0, 2",
        "0, 1, 0, 1, 1",
        // none less than paint, though four jobs would do with one
        "0, 4, 0, 4, 4",
        "2, 4, 10, 4, 4",
        // the oldest has waited for half of the time: two jobs for each worker; for all of it, or more: one
        "8, 0, 150, 0, 4",
        "8, 0, 300, 0, 8",
        "8, 0, 3000, 0, 8",
        "8, 1, 299, 1, 9",
        // as many as there may be
        "1000, 0, 1, 0, 10",
        // a worker paints what the gateways do not know any more
        "0, 0, 0, 2, 2"
    })
    void workersAreWantedAsJobsWaitAndRun(int queued, int running, int age, int busy, int wanted) {
        assertThat(scaler.wanted(figures(queued, running, age, busy).series())).hasValue(wanted);
    }

    @Test
    void oneGatewayMoreIsNotTwiceTheWork() {
        Scrape two = figures(8, 0, 1, 0).and(Scrape.of(gateway(6, 1, 2), ANOTHER)); // a little older

        // the largest of each: 8 queued and 1 running
        assertThat(scaler.wanted(two.series())).hasValue(3);
    }

    @Test
    void twoClassesShareTheWork() {
        Map<String, Double> figures = figures(16, 0, 1, 0).series();

        assertThat(scaler(0.75).wanted(figures)).hasValue(3);
        assertThat(scaler(0.25).wanted(figures)).hasValue(1);
        assertThat(scaler(0.25).wanted(figures(1, 0, 1, 0).series()))
                .as("the first job wakes both")
                .hasValue(1);
    }

    @Test
    void onlyWorkersOfTheClassCountAsBusy() {
        Scrape other = Scrape.of(
                "stylize_worker_device_busy{device=\"gpu0\",worker=\"paint-stylize-worker-cpu-big-5d8f7c9b6d-abcde\",} 1.0",
                LABELS);

        assertThat(scaler.wanted(figures(0, 0, 0, 0).and(other).series())).hasValue(0);
    }

    @Test
    void withoutWorkersNobodyIsBusy() {
        assertThat(scaler.wanted(Scrape.of(gateway(5, 0, 1), LABELS).series())).hasValue(2);
    }

    @Test
    void withoutGatewaysNothingChanges() {
        Scrape workers = recorded("worker").with("stylize_worker_device_busy", 1);

        assertThat(scaler.wanted(workers.series())).isEqualTo(OptionalInt.empty());
        assertThat(scaler.scaledObject().list("spec", "triggers")).hasSize(3).allSatisfy(trigger -> assertThat(
                        trigger.text("metadata", "ignoreNullValues"))
                .isEqualTo("false"));
        assertThat(scaler.scaledObject().text("spec", "fallback", "behavior")).isEqualTo("currentReplicas");
    }

    @Test
    void anotherNamespaceIsAnotherFleet() {
        Scrape elsewhere = Scrape.of(gateway(100, 0, 1000), "namespace=\"other\"");

        assertThat(scaler.wanted(figures(0, 0, 0, 0).and(elsewhere).series())).hasValue(0);
    }

    @Test
    void everyMetricThatIsAskedForIsInTheRecording() {
        assertThat(scaler.scaledObject().list("spec", "triggers")).allSatisfy(trigger -> assertThat(
                        MetricNames.in(trigger.text("metadata", "query")))
                .allSatisfy(metric -> assertThat(figures(0, 0, 0, 0).series().keySet())
                        .anyMatch(series -> series.startsWith(metric + "{"))));
    }

    @Test
    void theWorkloadThatIsScaledIsThere() {
        for (Resource scaled :
                Resource.ofKind(HelmChart.render("gpu"), "ScaledObject").toList()) {
            Resource target = Resource.ofKind(HelmChart.render("gpu"), "Deployment")
                    .filter(each -> each.name().equals(scaled.text("spec", "scaleTargetRef", "name")))
                    .findFirst()
                    .orElseThrow();
            assertThat(target.has("spec", "replicas")).as("two must not set it").isFalse();
            assertThat(scaled.number("spec", "minReplicaCount")).isZero();
            assertThat(scaled.list("spec", "triggers"))
                    .allSatisfy(trigger ->
                            assertThat(trigger.text("metadata", "query")).contains(LABELS));
        }
    }

    private Scaler scaler(double share) {
        Resource scaled = Resource.one(
                HelmChart.render(
                        "minimal",
                        Map.of(
                                "workers.classes.cpu.autoscaling.enabled",
                                true,
                                "workers.classes.cpu.autoscaling.share",
                                share,
                                "keda.prometheus.serverAddress",
                                "http://prometheus:9090",
                                "keda.prometheus.selector",
                                LABELS)),
                "ScaledObject",
                "worker-cpu");
        return new Scaler(scaled, new PromQl(directory));
    }

    /** The recording with these figures, and so many busy workers. */
    private static Scrape figures(int queued, int running, int age, int busy) {
        Scrape figures = Scrape.of(gateway(queued, running, age), LABELS).and(recorded("worker"));
        for (int worker = 0; worker < busy; worker++) {
            figures = figures.and(Scrape.of(
                    "stylize_worker_device_busy{device=\"cpu\",worker=\"paint-stylize-worker-cpu-5d8f7c9b6d-w" + worker
                            + "\",} 1.0",
                    LABELS));
        }
        return figures;
    }

    /** The gateway's recording as text, with other figures. */
    private static String gateway(int queued, int running, int age) {
        StringBuilder text = new StringBuilder();
        Scrape recorded = recorded("gateway")
                .with("stylize_jobs{state=\"queued\"", queued)
                .with("stylize_jobs{state=\"running\"", running)
                .with("stylize_queue_oldest_age_seconds", age);
        recorded.series().forEach((name, value) -> text.append(
                        name.replace("," + LABELS, "").replace(LABELS, ""))
                .append(' ')
                .append(value)
                .append('\n'));
        return text.toString();
    }
}
