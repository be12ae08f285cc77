package org.stylize.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.TimeoutEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.base.Sha256;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.stack.StackProcess;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.worker.job.ArtefactKey;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RequestTopics;
import org.stylize.worker.testing.StackStore;

/** The packaged worker, started by its script, on the real broker and store, with the real network. */
class WorkerProcessIT {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final RecipeChoice SMALL = new RecipeChoice.Preset("d2l", "{\"steps\": 32, \"longSidePixels\": 64}");
    /** Several seconds of work. */
    private static final RecipeChoice LONG =
            new RecipeChoice.Preset("d2l", "{\"steps\": 200, \"longSidePixels\": 64, \"precision\": \"fp32\"}");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private static Path directory;

    private static StackProcess stack;
    private static RequestTopics topics;
    private static StackStore store;

    @BeforeAll
    static void startStack() throws IOException {
        stack = StackProcess.start();
        topics = new RequestTopics(stack.bootstrapServers());
        store = new StackStore(stack.s3Endpoint(), stack.accessKey(), stack.secretKey(), stack.bucket(), 10_000_000);
        store.put(Jobs.CONTENT, WorkerProcesses.picture(96, 72, 1));
        store.put(Jobs.STYLE, WorkerProcesses.picture(80, 80, 2));
    }

    @AfterAll
    static void stopStack() {
        store.close();
        topics.close();
        stack.close();
    }

    @Test
    void paintsARealPictureTellsItsProgressAndIsStillThereAfterABadOne() throws Exception {
        try (ServiceProcess worker = start("painter", Map.of("WORKER_PREVIEW_INTERVAL", "100ms"))) {
            Properties ready = worker.awaitReady(LONGEST);
            int port = Integer.parseInt(ready.getProperty("http.port"));
            assertThat(ready).containsEntry("worker", "painter").containsEntry("device", "cpu");
            assertThat(get(port, "/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(port, "/q/health/live").statusCode()).isEqualTo(200);

            ImageRef text = new ImageRef(Jobs.BUCKET, "default/pictures/not-a-picture.png");
            store.put(text, new ImageBytes("this is no picture".getBytes(StandardCharsets.UTF_8)));
            StylizationJob bad = Jobs.job(text, SMALL);
            StylizationJob good = Jobs.job(Jobs.CONTENT, SMALL);
            topics.request(bad);
            topics.request(good);
            JobReport.Completed completed = awaitCompleted(good, worker);

            assertThat(topics.reportsOf(bad.id()))
                    .last()
                    .isInstanceOfSatisfying(
                            JobReport.Failed.class,
                            failed -> assertThat(failed.problem().type()).isEqualTo(ProblemType.IMAGE_UNREADABLE));
            assertThat(completed.outcome().steps()).isEqualTo(32);
            assertThat(completed.attempt().worker()).isEqualTo("painter");
            BufferedImage pastiche = ImageIO.read(new ByteArrayInputStream(
                    store.get(completed.outcome().pastiche()).toArray()));
            assertThat(pastiche.getWidth()).isEqualTo(64);
            assertThat(pastiche.getHeight()).isEqualTo(48);
            assertProgress(good);
            assertMetricsAreTheDocumentedOnes(get(port, "/q/metrics").body());
        }
    }

    @Test
    void onSigtermStoresACheckpointHandsItsJobBackAndLeavesAndTheNextWorkerGoesOnWithTheSameBytes() throws Exception {
        StylizationJob job = Jobs.job(Jobs.CONTENT, LONG);
        try (ServiceProcess worker = start("leaver", Map.of())) {
            worker.awaitReady(LONGEST);
            topics.request(job);
            awaitStep(job, 5);

            worker.requestStop();

            assertThat(worker.awaitExit(Duration.ofSeconds(30))).isTrue();
            assertThat(worker.isReady()).isFalse();
            assertThat(kinds(job)).containsExactly("Started", "Checkpointed", "Released");
            assertThat(topics.reportsOf(job.id()))
                    .last()
                    .isInstanceOfSatisfying(JobReport.Released.class, released -> assertThat(released.why())
                            .isEqualTo(JobReport.Release.SHUTDOWN));
        }
        topics.request(job, Slice.FIRST.next()); // as the ledger does
        try (ServiceProcess next = start("successor", Map.of())) {
            int port = port(next);
            assertThat(awaitCompleted(job, next).attempt().worker()).isEqualTo("successor");
            assertThat(get(port, "/q/metrics").body()).containsPattern("stylize_worker_jobs_resumed_total\\{.*} 1.0");
            assertSameAsUninterrupted(job, next);
        }
    }

    @Test
    void aKilledWorkersJobGoesOnFromItsCheckpointWithTheSameBytes() throws Exception {
        StylizationJob job = Jobs.job(Jobs.CONTENT, LONG);
        try (ServiceProcess worker = start("victim", Map.of("WORKER_CHECKPOINT_INTERVAL", "100ms"))) {
            worker.awaitReady(LONGEST);
            topics.request(job);
            await().atMost(LONGEST).until(() -> kinds(job).contains("Checkpointed"));

            worker.kill9();
        }
        try (ServiceProcess next = start("heir", Map.of())) {
            int port = port(next);
            JobReport.Completed completed = awaitCompleted(job, next);
            assertThat(completed.attempt().delivery()).isEqualTo(2);
            assertThat(get(port, "/q/metrics").body()).containsPattern("stylize_worker_jobs_resumed_total\\{.*} 1.0");
            assertSameAsUninterrupted(job, next);
        }
    }

    @Test
    void aLongJobIsDoneInSlicesWithTheSameBytes() throws Exception {
        StylizationJob job = Jobs.job(Jobs.CONTENT, LONG);
        try (ServiceProcess worker = start("slicer", Map.of("WORKER_SLICE", "1s"))) {
            worker.awaitReady(LONGEST);
            Slice slice = Slice.FIRST;
            topics.request(job, slice);
            await().atMost(LONGEST).until(() -> kinds(job).contains("SliceEnded"));
            while (!hasEnded(job)) {
                long before = ends(job);
                slice = slice.next();
                topics.request(job, slice);
                await().atMost(LONGEST).until(() -> ends(job) > before);
            }

            assertThat(slice.number()).isGreaterThan(1);
            assertSameAsUninterrupted(job, worker);
        }
    }

    @Test
    void aStepThatDoesNotEndGivesTheJobBackAndEndsTheProcess() throws Exception {
        StylizationJob job =
                Jobs.job(Jobs.CONTENT, new RecipeChoice.Preset("d2l", "{\"steps\": 2, \"longSidePixels\": 900}"));
        try (ServiceProcess worker = start("stuck", Map.of("WORKER_STEP_TIMEOUT", "1s"))) {
            worker.awaitReady(LONGEST);
            topics.request(job);

            assertThat(worker.awaitExit(LONGEST)).isTrue();
            assertThat(worker.exitCode()).as(worker.logTail()).isEqualTo(WorkerExitCodes.STUCK);
            assertThat(topics.reportsOf(job.id()))
                    .as(worker.logTail())
                    .last()
                    .isInstanceOfSatisfying(JobReport.Released.class, released -> {
                        assertThat(released.why()).isEqualTo(JobReport.Release.FAULT);
                        assertThat(released.problem().detail()).isEqualTo("no step ended within 1 s");
                    });
        }
        StylizationJob other = Jobs.job(Jobs.CONTENT, SMALL);
        topics.request(other);
        try (ServiceProcess next = start("after-the-stuck", Map.of())) {
            next.awaitReady(LONGEST);
            awaitCompleted(other, next);
            assertThat(kinds(job)).as("the request is settled").doesNotContain("Completed");
        }
    }

    /** Another job with the same pictures and recipe, done in one go. */
    private static void assertSameAsUninterrupted(StylizationJob job, ServiceProcess worker) {
        StylizationJob inOneGo = Jobs.job(Jobs.CONTENT, LONG);
        try (ServiceProcess other = start("uninterrupted", Map.of("WORKER_CHECKPOINT_INTERVAL", "1h"))) {
            other.awaitReady(LONGEST);
            worker.requestStop();
            assertThat(worker.awaitExit(LONGEST)).isTrue();
            topics.request(inOneGo);
            JobReport.Completed expected = awaitCompleted(inOneGo, other);
            JobReport.Completed found = awaitCompleted(job, worker);

            assertThat(kinds(inOneGo)).containsExactly("Started", "Completed");
            assertThat(found.outcome().steps()).isEqualTo(expected.outcome().steps());
            assertThat(found.outcome().sha256()).isEqualTo(expected.outcome().sha256());
            byte[] file = store.get(found.outcome().pastiche()).toArray();
            assertThat(Sha256.of(file)).isEqualTo(found.outcome().sha256());
            await().atMost(LONGEST).until(() -> store.list(job.keys(), ArtefactKey.Kind.CHECKPOINT)
                    .isEmpty());
        }
    }

    private static void awaitStep(StylizationJob job, int step) {
        await().atMost(LONGEST)
                .until(() -> topics.progressOf(job.id()).stream().anyMatch(progress -> progress.step() >= step));
    }

    private static List<String> kinds(StylizationJob job) {
        return topics.reportsOf(job.id()).stream()
                .map(report -> report.getClass().getSimpleName())
                .toList();
    }

    private static long ends(StylizationJob job) {
        return kinds(job).stream()
                .filter(kind -> !kind.equals("Started") && !kind.equals("Checkpointed"))
                .count();
    }

    private static int port(ServiceProcess worker) {
        return Integer.parseInt(worker.awaitReady(LONGEST).getProperty("http.port"));
    }

    @Test
    void endsWithTheReasonWhenItsWeightsAreNotTheRightOnes() {
        Map<String, String> wrong = Map.of(
                "WORKER_WEIGHTS_LOCATION",
                ROOT.resolve("pom.xml").toString(),
                "WORKER_WEIGHTS_SHA256",
                "00".repeat(32));
        try (ServiceProcess worker = start("weightless", wrong)) {
            assertThat(worker.awaitExit(LONGEST)).isTrue();

            assertThat(worker.isReady()).isFalse();
            assertThat(worker.log()).contains("no weights with SHA-256 0000").contains("pom.xml has");
        }
    }

    @Test
    void aWrongValueStopsItAtItsStartAndNamesTheKey() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "WORKER_SHUTDOWN_GRACE",
                        "soon",
                        "WORKER_PREVIEW_INTERVAL",
                        "-1s",
                        "WORKER_DEVICE",
                        "toaster",
                        "WORKER_SLICE",
                        "0s")
                .entrySet()) {
            try (ServiceProcess worker = start("wrong", Map.of(wrong.getKey(), wrong.getValue()))) {
                assertThat(worker.awaitExit(LONGEST)).isTrue();

                String key = wrong.getKey()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("_", ".")
                        .replace('_', '-');
                assertThat(worker.log()).contains(key);
            }
        }
    }

    private static JobReport.Completed awaitCompleted(StylizationJob job, ServiceProcess worker) {
        await().atMost(LONGEST)
                .conditionEvaluationListener(new ConditionEvaluationListener<>() {
                    @Override
                    public void conditionEvaluated(EvaluatedCondition<Object> condition) {}

                    @Override
                    public void onTimeout(TimeoutEvent event) {
                        throw new AssertionError(worker.logTail());
                    }
                })
                .until(() -> !worker.isAlive() || hasEnded(job));
        return topics.reportsOf(job.id()).stream()
                .filter(JobReport.Completed.class::isInstance)
                .map(JobReport.Completed.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(topics.reportsOf(job.id()) + "; " + worker.logTail()));
    }

    private static boolean hasEnded(StylizationJob job) {
        return topics.reportsOf(job.id()).stream()
                .anyMatch(report -> report instanceof JobReport.Completed || report instanceof JobReport.Failed);
    }

    private static void assertProgress(StylizationJob job) throws IOException {
        List<JobProgress> progress = topics.progressOf(job.id());
        assertThat(progress).isNotEmpty().isSortedAccordingTo((a, b) -> Integer.compare(a.step(), b.step()));
        assertThat(progress).allSatisfy(told -> {
            assertThat(told.steps()).isEqualTo(32);
            assertThat(told.losses().total()).isPositive();
            assertThat(told.losses().layers()).isNotEmpty();
            assertThat(told.stepsPerSecond()).isPositive();
            assertThat(told.secondsLeft()).isNotNegative();
        });
        ImageRef preview = progress.stream()
                .filter(told -> told.preview() != null)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no preview in " + progress))
                .preview();
        assertThat(ImageIO.read(new ByteArrayInputStream(store.get(preview).toArray()))
                        .getWidth())
                .isEqualTo(64);
    }

    /** docs/metrics.md has a row of name, type and meaning for each of the worker's meters, and no other. */
    private static void assertMetricsAreTheDocumentedOnes(String scrape) throws IOException {
        Map<String, String> scraped = new TreeMap<>();
        Matcher type = Pattern.compile("# TYPE (stylize_worker_\\S+) (\\S+)").matcher(scrape);
        while (type.find()) {
            if (!type.group(1).endsWith("_max")) { // comes with each timer
                Matcher help =
                        Pattern.compile("# HELP " + type.group(1) + " (.*)").matcher(scrape);
                assertThat(help.find()).isTrue();
                String suffix = type.group(2).equals("counter") ? "_total" : "";
                scraped.put(
                        type.group(1) + suffix,
                        type.group(2) + ": " + help.group(1).strip());
            }
        }
        assertThat(scraped).isNotEmpty();
        Map<String, String> documented = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `(stylize_worker_\\S+)` \\| (\\S+) \\| .*? \\| (.*) \\|$")
                .matcher(Files.readString(ROOT.resolve("docs/metrics.md")));
        while (row.find()) {
            documented.put(row.group(1), row.group(2) + ": " + row.group(3));
        }
        assertThat(documented).isEqualTo(scraped);
        assertThat(scrape).contains("worker=\"painter\"", "device=\"cpu\"", "jvm_memory_used_bytes");
        assertThat(scrape.lines().filter(line -> line.startsWith("stylize_worker_steps_total")))
                .singleElement()
                .asString()
                .endsWith(" 32.0");
    }

    private static ServiceProcess start(String name, Map<String, String> more) {
        return WorkerProcesses.start(stack, directory, name, more);
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
