package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobId;
import org.stylize.proto.ProblemType;

/** Many jobs that are submitted, watched and ended together; the worker only speaks. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BatchIT extends OnStackWithWorker {
    private static final String BATCHES = "/v1/batches";
    private static final byte[] PASTICHE = SamplePictures.png(64, 48);

    @Test
    void eachContentIsPaintedInTheMannerOfEachStyleByEachRecipe() {
        JsonNode batch = accepted(body(2, 3, 2, ", \"labels\": {\"season\": \"autumn\"}"));
        String id = batch.path("id").asText();
        assertThat(batch.path("jobs").asInt()).isEqualTo(12);
        assertThat(batch.path("lane").asText()).isEqualTo("batch");
        awaitCount(id, "queued", 12);
        List<JsonNode> jobs = jobs(id);
        assertThat(jobs).hasSize(12);
        assertThat(jobs)
                .extracting(job -> job.path("labels").path("season").asText())
                .containsOnly("autumn");
        assertThat(jobs).extracting(job -> job.path("batch").asText()).containsOnly(id);
        assertThat(jobs).extracting(job -> job.path("lane").asText()).containsOnly("batch");
        assertThat(IntStream.range(0, 12).mapToObj(BatchId.parse(id)::job).map(JobId::toString))
                .containsExactlyInAnyOrderElementsOf(
                        jobs.stream().map(job -> job.path("id").asText()).toList());
        assertThat(worker.requests(BatchId.parse(id).job(3))
                        .get(0)
                        .job()
                        .pictures()
                        .styles()
                        .get(0)
                        .image()
                        .key())
                .as("content 0, style 1, recipe 1")
                .isEqualTo("default/style-1.png");
        JsonNode listed = api.get(BATCHES + "?limit=1").json();
        assertThat(listed.path("items").get(0).path("id").asText()).isEqualTo(id);
        cancel(id);
    }

    @Test
    void aBatchShowsHowManyJobsAreInEachState() throws IOException {
        String id = accepted(body(3, 1, 1, "")).path("id").asText();
        awaitCount(id, "queued", 3);
        assertThat(api.get(BATCHES + "/" + id + "/contact-sheet").status()).isEqualTo(409);
        complete(BatchId.parse(id).job(0));
        fail(BatchId.parse(id).job(1));
        awaitCount(id, "failed", 1);
        assertThat(batch(id).path("state").asText()).isEqualTo("OPEN");
        assertThat(count(id, "completed")).isEqualTo(1);
        assertThat(count(id, "queued")).isEqualTo(1);

        assertThat(retry(id)).isEqualTo(1);
        awaitCount(id, "queued", 2);
        assertThat(count(id, "failed")).as("it is done again").isZero();
        assertThat(retry(id)).as("once").isZero();
        assertThat(jobs(id)).hasSize(4);

        cancel(id);
        awaitCount(id, "cancelled", 2);
        JsonNode ended = batch(id);
        assertThat(ended.path("state").asText()).isEqualTo("ENDED");
        assertThat(ended.path("cancelledAt").asText()).isNotEmpty();

        assertThat(zip(id))
                .containsExactly("photo-0.style-0." + BatchId.parse(id).job(0) + ".png");
        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(
                api.get(BATCHES + "/" + id + "/contact-sheet").body()));
        assertThat(sheet.getWidth()).isEqualTo(176);
    }

    @Test
    void theSameRequestUnderOneKeyIsTheSameBatch() {
        String key = "batch-" + UUID.randomUUID();
        JsonNode first = accepted(body(2, 1, 1, ""), "Idempotency-Key", key);
        JsonNode again = accepted(body(2, 1, 1, ""), "Idempotency-Key", key);
        assertThat(again.path("id")).isEqualTo(first.path("id"));
        awaitCount(first.path("id").asText(), "queued", 2);
        Api.Answer other = api.post(BATCHES, body(2, 2, 1, ""), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("/problems/conflicting-job");
        cancel(first.path("id").asText());
    }

    @Test
    void tenThousandJobsAreAcceptedInOneRequest() {
        String id = accepted(body(100, 100, 1, "")).path("id").asText();
        await().atMost(ofMinutes(2)).untilAsserted(() -> assertThat(count(id, "queued") + count(id, "running"))
                .isEqualTo(10_000));
        cancel(id);
        await().atMost(ofMinutes(2))
                .untilAsserted(() -> assertThat(count(id, "cancelled")).isEqualTo(10_000));
        assertThat(batch(id).path("state").asText()).isEqualTo("ENDED");
    }

    @Test
    void aBatchCanBeFollowedToItsEndAndTheStreamResumes() {
        String id = accepted(body(2, 1, 1, "")).path("id").asText();
        EventStream first = EventStream.open(api, BATCHES + "/" + id + "/events");
        EventStream all = EventStream.open(api, "/v1/events");
        assertThat(List.of(first.status(), all.status())).containsOnly(200);
        await().atMost(ofSeconds(60)).until(() -> first.names().contains("batch"));
        awaitCount(id, "queued", 2);
        complete(BatchId.parse(id).job(0));
        await().atMost(ofSeconds(60)).until(() -> first.names().contains("completed"));
        String lastId = first.last("completed").id();
        first.close();
        JobId other = submit();
        cancel(id);

        try (EventStream again = EventStream.open(api, BATCHES + "/" + id + "/events", "Last-Event-ID", lastId)) {
            await().atMost(ofSeconds(60)).until(again::isEnded);
            assertThat(again.durable()).containsOnlyOnce("cancelled").doesNotContain("completed", "resync");
            assertThat(again.last("batch").data().path("state").asText()).isEqualTo("ENDED");
            assertThat(again.last("cancelled").data().path("id").asText())
                    .isEqualTo(BatchId.parse(id).job(1).toString());
        }
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(all.events())
                .extracting(event -> event.data().path("id").asText())
                .contains(BatchId.parse(id).job(0).toString(), other.toString()));
        all.close();
        try (EventStream lost = EventStream.open(api, "/v1/events", "Last-Event-ID", "nonsense")) {
            await().atMost(ofSeconds(60)).until(() -> lost.names().contains("resync"));
        }
        assertThat(api.post(path(other) + "/cancel").status()).isEqualTo(200);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused(body(101, 100, 1, ""), 400, "at most 10000 jobs");
        assertRefused("{\"contents\": [{\"object\": \"default/a\"}]}", 400, "at least one of styles");
        assertRefused("{\"styles\": [{\"object\": \"default/a\"}]}", 400, "at least one of contents");
        assertRefused(
                "{\"contents\": [{\"url\": \"https://a.example/b\"}], \"styles\": [{\"object\": \"default/a\"}]}",
                400,
                "contents[0] must name an object");
        assertRefused("{\"contents\": [{\"object\": \"default/a\"}], \"mixtures\": [[]]}", 400, "1 to 16");
        assertRefused("{\"contents\": [{\"object\": \"default/a\"}], \"styles\": [null]}", 400, "styles[0] must name");
        assertRefused(
                "{\"contents\": [{\"object\": \"other/a\"}], \"styles\": [{\"object\": \"default/a\"}]}",
                422,
                "begin with 'default/'");
        assertRefused(body(1, 1, 1, "").replace("d2l", "none"), 400, "none");
        assertThat(api.get(BATCHES + "/" + BatchId.random()).status()).isEqualTo(404);
        assertThat(api.get(BATCHES + "/nonsense").problem()).isEqualTo("/problems/unknown-batch");
        assertThat(api.get(BATCHES + "?cursor=x").status()).isEqualTo(400);
    }

    private void assertRefused(String body, int status, String... words) {
        Api.Answer answer = api.post(BATCHES, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("detail").asText()).contains(words);
    }

    private JsonNode accepted(String body, String... headers) {
        Api.Answer answer = api.post(BATCHES, body, headers);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.header("Location"))
                .endsWith(BATCHES + "/" + answer.json().path("id").asText());
        return answer.json();
    }

    private void cancel(String id) {
        assertThat(api.post(BATCHES + "/" + id + "/cancel").status()).isEqualTo(202);
    }

    private int retry(String id) {
        Api.Answer answer = api.post(BATCHES + "/" + id + "/retry");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().path("retried").asInt();
    }

    private JsonNode batch(String id) {
        return api.get(BATCHES + "/" + id).json();
    }

    private int count(String id, String state) {
        return batch(id).path("counts").path(state).asInt();
    }

    private void awaitCount(String id, String state, int count) {
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(count(id, state)).isEqualTo(count));
    }

    private List<JsonNode> jobs(String id) {
        List<JsonNode> jobs = new ArrayList<>();
        api.get("/v1/stylizations?limit=100&batch=" + id).json().path("items").forEach(jobs::add);
        return jobs;
    }

    private void complete(JobId id) {
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        worker.completed(id, attempt, store.put("default/jobs/" + id + "/pastiche.png", PASTICHE));
    }

    private void fail(JobId id) {
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        worker.failed(id, attempt, ProblemType.IMAGE_NOT_FOUND, "there is no such object");
    }

    private List<String> zip(String id) throws IOException {
        Api.Answer answer = api.get(BATCHES + "/" + id + "/results.zip");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()), UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertThat(zip.readAllBytes()).isEqualTo(PASTICHE);
            }
        }
        return names;
    }

    private static String body(int contents, int styles, int recipes, String more) {
        return "{\"contents\": " + objects("photo", contents) + ", \"styles\": " + objects("style", styles)
                + ", \"recipes\": ["
                + IntStream.range(0, recipes)
                        .mapToObj(i -> "{\"preset\": \"d2l\", \"overrides\": {\"steps\": " + (10 + i)
                                + ", \"longSidePixels\": 64}}")
                        .collect(Collectors.joining(", "))
                + "]" + more + "}";
    }

    private static String objects(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"object\": \"default/" + name + "-" + i + ".png\"}")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
