package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.stylize.base.Sha256;
import org.stylize.image.OutputFormat;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.MadeOf;
import org.stylize.proto.Outcome;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Recipe;

/** Requests that take the result of an earlier job, over a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ReuseIT extends OnStackWithWorker {
    private static final byte[] PASTICHE = SamplePictures.png(64, 48);
    private static final byte[] MANIFEST = "{\"manifest\": 1}".getBytes(UTF_8);

    /** Another recipe for each test, so that no test finds the result of another. */
    private final int seed = UUID.randomUUID().hashCode() & 0xffff;

    @Test
    void anEqualRequestIsCompletedAtOnceWithACopyThatOutlivesTheFirstJob() {
        JobId first = completedJob(false);

        JobId second = accepted(multipart(80, true));

        JsonNode job = job(second);
        assertThat(job.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(job.path("reusedFrom").asText()).isEqualTo(first.toString());
        assertThat(job.path("attempt").asInt()).isZero();
        assertThat(job.path("result").asText()).contains("/jobs/" + second + "/");
        assertThat(job.path("steps").asInt()).isEqualTo(40);
        try (EventStream stream = EventStream.open(api, path(second) + "/events")) {
            await().atMost(ofSeconds(60)).until(stream::isEnded);
        }
        assertThat(worker.requests(second)).isEmpty();
        assertThat(job(first).has("reusedFrom")).isFalse();

        assertThat(api.delete(path(first)).status()).isEqualTo(204);
        await().atMost(ofSeconds(60))
                .until(() -> store.keys("default/jobs/" + first + "/").isEmpty());

        assertThat(api.get(path(second) + "/result").body()).isEqualTo(PASTICHE);
        assertThat(api.get(path(second) + "/manifest").body()).isEqualTo(MANIFEST);
        JobId third = accepted(multipart(80, true));
        assertThat(job(third).path("reusedFrom").asText()).isEqualTo(second.toString());
    }

    @Test
    void onlyWhoAsksForAStoredResultGetsOne() {
        completedJob(false);
        JobId usual = accepted(multipart(80, false));
        awaitState(usual, "QUEUED");
        assertThat(worker.requests(usual)).hasSize(1);
    }

    @Test
    void anotherPictureOrRecipeIsPainted() {
        completedJob(false);
        JobId otherPicture = accepted(multipart(81, true));
        awaitState(otherPicture, "QUEUED");
        JobId otherRecipe = accepted(pictures(80).json("request", request(seed + 1, true)));
        awaitState(otherRecipe, "QUEUED");
    }

    @Test
    void aResultThatWasFinishedEarlyIsNotReused() {
        completedJob(true);
        JobId again = accepted(multipart(80, true));
        awaitState(again, "QUEUED");
    }

    @Test
    void aResultThatIsGoneFromTheStoreIsPaintedAgain() {
        JobId first = submitted(false);
        complete(first, false, new ImageRef(stack.bucket(), "default/jobs/" + first + "/a/gone.png"));
        JobId again = accepted(multipart(80, true));
        awaitState(again, "QUEUED");
    }

    @Test
    void objectsOfTheStoreCountByTheirBytes() {
        JobId first = completedJob(false);
        store.put("default/mine/" + seed + "/photo.jpg", SamplePictures.jpeg(80, 60));
        store.put("default/mine/" + seed + "/painting.png", SamplePictures.png(70, 50));
        String json = request(seed, true);
        String body = "{\"content\": {\"object\": \"default/mine/" + seed
                + "/photo.jpg\"}, \"styles\": [{\"object\": \"default/mine/" + seed + "/painting.png\"}], "
                + json.substring(1);

        JobId reused =
                JobId.parse(api.post("/v1/stylizations", body).json().path("id").asText());

        assertThat(job(reused).path("reusedFrom").asText()).isEqualTo(first.toString());

        store.put("default/mine/" + seed + "/photo.jpg", SamplePictures.jpeg(82, 60));
        JobId changed =
                JobId.parse(api.post("/v1/stylizations", body).json().path("id").asText());
        awaitState(changed, "QUEUED");
    }

    @Test
    void aNamedRequestThatIsRepeatedIsOneJob() {
        JobId first = completedJob(false);
        String path = path(JobId.random());

        Api.Answer answer = api.put(path, multipart(80, true));
        Api.Answer again = api.put(path, multipart(80, true));
        Api.Answer withoutReuse = api.put(path, multipart(80, false));

        for (Api.Answer each : List.of(answer, again, withoutReuse)) {
            assertThat(each.status()).as(each.text()).isEqualTo(202);
            assertThat(each.json().path("reusedFrom").asText()).isEqualTo(first.toString());
            assertThat(each.json().path("state").asText()).isEqualTo("COMPLETED");
        }
    }

    private JobId completedJob(boolean finishedEarly) {
        JobId id = submitted(false);
        String place = "default/jobs/" + id + "/" + UUID.randomUUID() + "/";
        ImageRef pastiche = store.put(place + "pastiche.png", PASTICHE);
        store.put(place + "manifest.json", MANIFEST);
        complete(id, finishedEarly, pastiche);
        return id;
    }

    private JobId submitted(boolean reuse) {
        JobId id = accepted(multipart(80, reuse));
        awaitState(id, "QUEUED");
        return id;
    }

    /** As a worker reports it that has read the pictures. */
    private void complete(JobId id, boolean finishedEarly, ImageRef pastiche) {
        Recipe recipe = worker.requests(id).get(0).job().resolve();
        JobPictures<String> digests =
                JobPictures.of(Sha256.of(SamplePictures.jpeg(80, 60)), List.of(Sha256.of(SamplePictures.png(70, 50))));
        String manifest = pastiche.key().replace("pastiche.png", "manifest.json");
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        worker.completed(
                id,
                attempt,
                new Outcome(
                        pastiche,
                        40,
                        64,
                        48,
                        new Losses(1, 2, 0, 3, Map.of()),
                        2.5,
                        Sha256.of(PASTICHE),
                        finishedEarly,
                        new ImageRef(pastiche.bucket(), manifest),
                        MadeOf.of(digests, recipe, OutputFormat.PNG),
                        null));
        awaitState(id, "COMPLETED");
    }

    private JobId accepted(Api.Multipart request) {
        Api.Answer answer = api.post("/v1/stylizations", request);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return JobId.parse(answer.json().path("id").asText());
    }

    private Api.Multipart multipart(int width, boolean reuse) {
        return pictures(width).json("request", request(seed, reuse));
    }

    private static Api.Multipart pictures(int width) {
        return new Api.Multipart()
                .file("content", SamplePictures.jpeg(width, 60))
                .file("style", SamplePictures.png(70, 50));
    }

    private static String request(int seed, boolean reuse) {
        return "{\"preset\": \"d2l\", \"overrides\": {\"steps\": 40, \"longSidePixels\": 64, \"seed\": " + seed + "}"
                + (reuse ? ", \"reuse\": true}" : "}");
    }
}
