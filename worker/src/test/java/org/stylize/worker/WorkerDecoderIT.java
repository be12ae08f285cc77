package org.stylize.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobReport;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.stack.StackProcess;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.worker.testing.Jobs;
import org.stylize.worker.testing.RequestTopics;
import org.stylize.worker.testing.StackStore;

/** The packaged worker and the process that decodes its pictures: what becomes of one when the other dies. */
class WorkerDecoderIT {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final RecipeChoice SMALL = new RecipeChoice.Preset("d2l", "{\"steps\": 2, \"longSidePixels\": 64}");
    private static final ImageRef SLOW = new ImageRef(Jobs.BUCKET, "default/pictures/slow.png");

    @TempDir
    private static Path directory;

    private static StackProcess stack;
    private static RequestTopics topics;
    private static StackStore store;

    @BeforeAll
    static void startStack() throws IOException {
        stack = StackProcess.start();
        topics = new RequestTopics(stack.bootstrapServers());
        store = new StackStore(stack.s3Endpoint(), stack.accessKey(), stack.secretKey(), stack.bucket(), 70_000_000);
        store.put(Jobs.CONTENT, WorkerProcesses.picture(96, 72, 1));
        store.put(Jobs.STYLE, WorkerProcesses.picture(80, 80, 2));
        store.put(SLOW, WorkerProcesses.slowPicture());
    }

    @AfterAll
    static void stopStack() {
        store.close();
        topics.close();
        stack.close();
    }

    @Test
    void aPictureThatMakesItsDecoderCrashEndsItsJobAndNoOther() throws Exception {
        try (ServiceProcess worker = WorkerProcesses.start(stack, directory, "owner", Map.of())) {
            Properties ready = worker.awaitReady(LONGEST);
            long pid = Long.parseLong(ready.getProperty("pid"));
            StylizationJob bad = Jobs.job(SLOW, SMALL);
            StylizationJob good = Jobs.job(Jobs.CONTENT, SMALL);
            topics.request(bad);
            topics.request(good);

            ProcessHandle first = awaitDecoding(pid);
            crash(first);
            ProcessHandle second = awaitDecoding(pid);
            crash(second);

            assertThat(second.pid()).isNotEqualTo(first.pid());
            await().atMost(LONGEST).until(() -> hasEnded(bad) && hasEnded(good));
            assertThat(topics.reportsOf(bad.id())).last().isInstanceOfSatisfying(JobReport.Failed.class, failed -> {
                assertThat(failed.problem().type()).isEqualTo(ProblemType.IMAGE_UNREADABLE);
                assertThat(failed.problem().detail())
                        .isEqualTo("content image: the PNG file is damaged: its decoder crashes");
            });
            assertThat(topics.reportsOf(good.id())).last().isInstanceOf(JobReport.Completed.class);
            assertThat(worker.isAlive()).isTrue();
            assertThat(metrics(ready)).containsPattern("stylize_worker_decoder_failures_total\\{.*} 2.0");
            assertThat(worker.log()).contains("SIGSEGV");

            ProcessHandle third = decoder(pid).orElseThrow();
            worker.requestStop();
            assertThat(worker.awaitExit(LONGEST)).isTrue();
            third.onExit().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void aKilledWorkersDecoderEndsInTheMiddleOfAPicture() throws Exception {
        StylizationJob job = Jobs.job(SLOW, SMALL);
        try (ServiceProcess worker = WorkerProcesses.start(stack, directory, "killed", Map.of())) {
            long pid = Long.parseLong(worker.awaitReady(LONGEST).getProperty("pid"));
            topics.request(job);
            ProcessHandle decoder = awaitDecoding(pid);

            worker.kill9();

            decoder.onExit().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
        try (ServiceProcess next =
                WorkerProcesses.start(stack, directory, "without", Map.of("WORKER_DECODER_PROCESS", "false"))) {
            Properties ready = next.awaitReady(LONGEST);
            await().atMost(LONGEST).until(() -> hasEnded(job)); // the broker gives it to the next worker
            assertThat(topics.reportsOf(job.id())).last().isInstanceOf(JobReport.Completed.class);
            assertThat(decoder(Long.parseLong(ready.getProperty("pid")))).isEmpty();
        }
    }

    private static Optional<ProcessHandle> decoder(long worker) {
        return ProcessHandle.of(worker).stream()
                .flatMap(ProcessHandle::children)
                .filter(child ->
                        child.info().commandLine().orElse("").contains("org.stylize.engine.decoder.DecoderMain"))
                .findFirst();
    }

    /** It has spent more time than it needs to start. */
    private static ProcessHandle awaitDecoding(long worker) {
        return await().atMost(LONGEST)
                .until(
                        () -> decoder(worker)
                                .filter(process -> process.info()
                                                .totalCpuDuration()
                                                .orElse(Duration.ZERO)
                                                .compareTo(Duration.ofMillis(2500))
                                        > 0),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void crash(ProcessHandle process) throws Exception {
        assertThat(new ProcessBuilder(List.of("kill", "-SEGV", Long.toString(process.pid())))
                        .start()
                        .waitFor())
                .isZero();
        process.onExit().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    private static boolean hasEnded(StylizationJob job) {
        return topics.reportsOf(job.id()).stream()
                .anyMatch(report -> report instanceof JobReport.Completed || report instanceof JobReport.Failed);
    }

    private static String metrics(Properties ready) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + ready.getProperty("http.port") + "/q/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
