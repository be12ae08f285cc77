package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.proto.ProblemType;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.Slice;
import org.stylize.proto.SliceRequest;
import org.stylize.proto.StylizationJob;

/** A job from its submission to its end, over a real broker and a real store. The worker only sends reports. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class JobLifeIT extends OnStackWithWorker {
    private static final byte[] PASTICHE = SamplePictures.png(64, 48);
    private static final byte[] PREVIEW = SamplePictures.jpeg(64, 48);

    @Test
    void aJobGoesFromSubmissionToPicture() {
        JobId id = submit();
        ImageRef pastiche = store.put("default/jobs/" + id + "/pastiche.png", PASTICHE);
        try (EventStream stream = EventStream.open(api, path(id) + "/events")) {
            Attempt attempt = worker.attempt(1);
            worker.started(id, attempt);
            awaitState(id, "RUNNING");
            worker.progress(id, attempt, 10);
            await().atMost(ofSeconds(60))
                    .untilAsserted(() -> assertThat(stream.names()).contains("progress"));
            JsonNode running = job(id);
            worker.completed(id, attempt, pastiche);
            await().atMost(ofSeconds(60)).until(stream::isEnded);

            assertThat(running.path("step").asInt()).isEqualTo(10);
            assertThat(running.path("steps").asInt()).isEqualTo(100);
            assertThat(running.path("worker").asText()).isEqualTo("worker-1");
            assertThat(running.path("losses").path("totalVariation").asDouble()).isEqualTo(0.25);
            assertThat(stream.names().get(0)).isEqualTo("snapshot");
            assertThat(stream.durable()).endsWith("started", "completed");
            assertThat(stream.last("started").data().path("size").path("width").asInt())
                    .isEqualTo(64);
            assertThat(stream.last("progress")
                            .data()
                            .path("losses")
                            .path("layers")
                            .path("style:relu1_1")
                            .asDouble())
                    .isEqualTo(2.5);
            assertThat(stream.last("completed").id()).isEqualTo("4");
        }
        JsonNode done = job(id);
        assertThat(done.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(done.path("result").asText()).isEqualTo(pastiche.uri());
        assertThat(done.path("optimizationSeconds").asDouble()).isEqualTo(12.5);
        assertThat(done.path("attempt").asInt()).isEqualTo(1);
        Api.Answer picture = api.get(done.path("links").path("result").asText());
        assertThat(picture.body()).isEqualTo(PASTICHE);
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(picture.header("Cache-Control")).contains("immutable");
        assertThat(api.get(path(id) + "/result", "If-None-Match", picture.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void thePictureCanBeFetchedAsSoonAsTheCompletedEventArrives() {
        for (int i = 0; i < 20; i++) {
            JobId id = submit();
            ImageRef pastiche = store.put("default/jobs/" + id + "/pastiche.png", PASTICHE);
            try (EventStream stream = EventStream.open(api, path(id) + "/events")) {
                worker.completed(id, worker.attempt(1), pastiche);
                await().pollInterval(java.time.Duration.ofMillis(1))
                        .atMost(ofSeconds(60))
                        .until(() -> stream.names().contains("completed"));
                assertThat(api.get(path(id) + "/result").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void theRequestForWorkersHasTheCompleteRecipe() {
        JobId id = submit();
        awaitState(id, "QUEUED");
        List<SliceRequest> requests = worker.requests(id);
        assertThat(requests).hasSize(1);
        StylizationJob request = requests.get(0).job();
        assertThat(request.recipe()).isInstanceOf(RecipeChoice.Explicit.class);
        assertThat(request.recipe().resolve().totalSteps()).isEqualTo(40);
        assertThat(store.get(request.pictures().content())).isEqualTo(SamplePictures.jpeg(80, 60));
    }

    @Test
    void theNextSliceIsAskedForAsTheFirstWorkerBeganAndTheManifestOfTheResultCanBeFetched() {
        JobId id = submit();
        Attempt first = worker.attempt(1);
        worker.started(id, first, SampleJobs.threads(2));
        worker.sliceEnded(id, first);
        await().atMost(ofSeconds(60)).until(() -> worker.requests(id).size() == 2);
        SliceRequest next = worker.requests(id).get(1);
        assertThat(next.execution()).isEqualTo(SampleJobs.threads(2));
        assertThat(job(id).path("execution").path("threads").asInt()).isEqualTo(2);
        assertThat(job(id).path("execution").path("precision").asText()).isEqualTo("fp32");
        assertThat(api.get(path(id) + "/manifest").status()).isEqualTo(409);

        byte[] json = "{\"manifest\": 1}".getBytes(UTF_8);
        worker.completed(
                id,
                worker.attempt(next.slice(), 1),
                store.put("default/jobs/" + id + "/pastiche.png", PASTICHE),
                store.put("default/jobs/" + id + "/manifest.json", json));
        awaitState(id, "COMPLETED");

        String link = job(id).path("links").path("manifest").asText();
        Api.Answer manifest = api.get(link);
        assertThat(link).isEqualTo(path(id) + "/manifest");
        assertThat(manifest.body()).isEqualTo(json);
        assertThat(manifest.header("Content-Type")).startsWith("application/json");
        assertThat(manifest.header("Cache-Control")).contains("immutable");
    }

    @Test
    void aPreviewIsAnnouncedAndCanBeFetched() {
        JobId id = submit();
        Attempt attempt = worker.attempt(1);
        ImageRef preview = store.put("default/jobs/" + id + "/preview.jpg", PREVIEW);
        assertThat(api.get(path(id) + "/preview").status()).isEqualTo(404);
        try (EventStream stream = EventStream.open(api, path(id) + "/events")) {
            worker.started(id, attempt);
            worker.progress(id, attempt, 20, preview);
            await().atMost(ofSeconds(60)).until(() -> stream.names().contains("preview"));
            String url = stream.last("preview").data().path("url").asText();
            assertThat(url).isEqualTo(path(id) + "/preview?step=20");
            assertThat(api.get(url).body()).isEqualTo(PREVIEW);
            assertThat(job(id).path("links").path("preview").asText()).isEqualTo(path(id) + "/preview");
        }
    }

    @Test
    void aFailedJobTellsWhy() {
        JobId id = submit();
        try (EventStream stream = EventStream.open(api, path(id) + "/events")) {
            worker.failed(id, worker.attempt(1), ProblemType.IMAGE_UNREADABLE, "the JPEG ends in mid-picture");
            await().atMost(ofSeconds(60)).until(stream::isEnded);
            JsonNode problem = stream.last("failed").data().path("problem");
            assertThat(problem.path("type").asText()).isEqualTo("/problems/image-unreadable");
            assertThat(problem.path("detail").asText()).isEqualTo("the JPEG ends in mid-picture");
        }
        assertThat(job(id).path("problem").path("status").asInt()).isEqualTo(422);
        assertThat(worker.committed(org.stylize.proto.Topics.DEAD_LETTERS))
                .anyMatch(letter -> letter.key().equals(id.toString()));
    }

    @Test
    void aReleasedJobIsRetried() {
        JobId id = submit();
        ImageRef pastiche = store.put("default/jobs/" + id + "/pastiche.png", PASTICHE);
        try (EventStream stream = EventStream.open(api, path(id) + "/events")) {
            Attempt first = worker.attempt(1);
            worker.started(id, first);
            worker.released(id, first);
            Attempt second = worker.attempt(Slice.FIRST.next(), 1);
            worker.started(id, second);
            worker.completed(id, first, pastiche);
            worker.completed(id, second, pastiche);
            await().atMost(ofSeconds(60)).until(stream::isEnded);
            assertThat(stream.durable()).endsWith("started", "retried", "started", "completed");
        }
        assertThat(job(id).path("attempt").asInt()).isEqualTo(2);
    }

    @Test
    void aReconnectedStreamContinuesWithoutAGap() {
        JobId id = submit();
        awaitState(id, "QUEUED");
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        awaitState(id, "RUNNING");
        try (EventStream resumed = EventStream.open(api, path(id) + "/events", "Last-Event-ID", "1")) {
            await().atMost(ofSeconds(60)).until(() -> resumed.durable().size() == 2);
            assertThat(resumed.names()).doesNotContain("snapshot", "resync");
            assertThat(resumed.durable()).containsExactly("queued", "started");
        }
        try (EventStream gap = EventStream.open(api, path(id) + "/events", "Last-Event-ID", "77")) {
            await().atMost(ofSeconds(60)).until(() -> !gap.names().isEmpty());
            assertThat(gap.names().get(0)).isEqualTo("resync");
            assertThat(gap.last("resync").data().path("state").asText()).isEqualTo("RUNNING");
        }
    }

    @Test
    void aStreamOfAnEndedJobEnds() {
        JobId id = submit();
        worker.failed(id, worker.attempt(1), ProblemType.DIVERGED, "the loss is NaN");
        awaitState(id, "FAILED");
        try (EventStream stream = EventStream.open(api, path(id) + "/events")) {
            await().atMost(ofSeconds(60)).until(stream::isEnded);
            assertThat(stream.names()).containsExactly("snapshot");
        }
        assertThat(api.get(path(id) + "/events", "Accept", "text/event-stream", "Last-Event-ID", "3")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void aQuietStreamHasHeartbeatsAndIsNotBuffered() {
        JobId id = submit();
        try (EventStream stream = EventStream.open(api, path(id) + "/events")) {
            await().atMost(ofSeconds(60)).until(() -> stream.comments().size() >= 2);
            assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(stream.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        }
    }

    @Test
    void theResultOfAnUnfinishedJobIsAConflictThatNamesTheState() {
        JobId id = submit();
        awaitState(id, "QUEUED");
        Api.Answer answer = api.get(path(id) + "/result");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("/problems/not-ready");
        assertThat(answer.json().path("detail").asText()).contains("QUEUED");
    }

    @Test
    void aResultThatVanishedFromTheStoreIsAProblem() {
        JobId id = submit();
        worker.completed(id, worker.attempt(1), new ImageRef(stack.bucket(), "default/jobs/" + id + "/gone.png"));
        awaitState(id, "COMPLETED");
        Api.Answer answer = api.get(path(id) + "/result");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("/problems/image-not-found");
    }
}
