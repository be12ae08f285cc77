package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobId;

/** The queue, estimates, and what a caller says of a job. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class QueueIT extends OnStackWithWorker {
    private static final String OBJECTS =
            "\"content\": {\"object\": \"default/queue/c.png\"}, \"styles\": [{\"object\": \"default/queue/s.png\"}]";

    @Test
    void theQueueShowsLanesAndTheJobItsPlace() {
        putPictures();
        JsonNode before = lane("batch");
        JobId first = submit("{" + OBJECTS + ", \"lane\": \"batch\"}");
        JobId second = submit("{" + OBJECTS + ", \"lane\": \"batch\"}");
        awaitState(second, "QUEUED");
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(lane("batch").path("waiting").asLong())
                        .isEqualTo(before.path("waiting").asLong() + 2));
        assertThat(lane("batch").path("pixelSteps").asLong())
                .isGreaterThan(before.path("pixelSteps").asLong());
        int ahead = job(first).path("queue").path("ahead").asInt();
        assertThat(job(second).path("queue").path("ahead").asInt()).isEqualTo(ahead + 1);

        Attempt attempt = worker.attempt(1);
        worker.started(first, attempt);
        awaitState(first, "RUNNING");
        assertThat(api.get("/v1/queue").json().path("running").path("cpu").asInt())
                .isPositive();
        assertThat(job(first).has("queue")).isFalse();
        assertThat(job(second).path("queue").path("ahead").asInt()).isEqualTo(ahead);
        for (JobId id : new JobId[] {first, second}) {
            assertThat(api.post(path(id) + "/cancel").status()).isEqualTo(200);
        }
    }

    @Test
    void theQueueCanBeFollowed() {
        putPictures();
        try (EventStream stream = EventStream.open(api, "/v1/queue/events")) {
            await().atMost(ofSeconds(60)).until(() -> stream.names().contains("queue"));
            JobId id = submit("{" + OBJECTS + ", \"lane\": \"batch\"}");
            await().atMost(ofSeconds(60)).until(() -> stream.names().size() > 1);
            assertThat(stream.last("queue").data().path("lanes")).hasSize(2);
            assertThat(api.post(path(id) + "/cancel").status()).isEqualTo(200);
        }
    }

    @Test
    void theInputsOfAJobCanBeFetched() {
        putPictures();
        JobId id = submit("{" + OBJECTS + "}");
        Api.Answer content = api.get(path(id) + "/inputs/content");
        assertThat(content.body()).isEqualTo(SamplePictures.png(80, 64));
        assertThat(content.header("Content-Type")).isEqualTo("image/png");
        assertThat(api.get(path(id) + "/inputs/style-0").status()).isEqualTo(200);
        assertThat(api.get(path(id) + "/inputs/style-1").json().path("detail").asText())
                .contains("content, style-0");
        assertThat(api.post(path(id) + "/cancel").status()).isEqualTo(200);
    }

    @Test
    void anEstimateSaysWhatAJobWouldCost() {
        JsonNode square = estimate("{\"preset\": \"balanced\"}");
        JsonNode wide = estimate("{\"preset\": \"balanced\", \"width\": 3000, \"height\": 2000, \"jobs\": 2}");
        assertThat(square.path("pixelSteps").asLong())
                .isGreaterThan(wide.path("pixelSteps").asLong() / 2);
        assertThat(wide.path("size").path("width").asInt())
                .isGreaterThan(wide.path("size").path("height").asInt());
        assertThat(square.has("size")).isFalse();
        assertThat(square.path("steps").asInt()).isPositive();
        assertThat(square.has("refusal")).isFalse();
        Api.Answer wrong = api.post("/v1/estimates", "{\"width\": 3000}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().path("field").asText()).isEqualTo("height");
        assertThat(api.post("/v1/estimates", "{\"preset\": \"none\"}").problem())
                .isEqualTo("/problems/invalid-recipe");
        assertThat(api.post("/v1/estimates", "{\"jobs\": 0}")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("jobs");
    }

    @Test
    void aJobShowsWhatItsCallerSaidAndListsFindItByThat() {
        putPictures();
        JobId id = submit("{" + OBJECTS
                + ", \"labels\": {\"customer\": \"4711\"}, \"metadata\": {\"order\": \"Nr. 8/9\"}"
                + ", \"output\": {\"format\": \"jpeg\", \"quality\": 80}"
                + ", \"protection\": {\"object\": \"default/queue/s.png\"}}");
        JsonNode job = job(id);
        assertThat(job.path("labels").path("customer").asText()).isEqualTo("4711");
        assertThat(job.path("metadata").path("order").asText()).isEqualTo("Nr. 8/9");
        assertThat(job.path("output").path("format").asText()).isEqualTo("jpeg");
        assertThat(job.path("output").path("quality").asInt()).isEqualTo(80);
        assertThat(job.path("lane").asText()).isEqualTo("interactive");
        awaitState(id, "QUEUED");
        assertThat(worker.requests(id).get(0).job().output().quality()).isEqualTo(80);
        assertThat(worker.requests(id).get(0).job().pictures().protection()).isNotNull();
        assertThat(found("label=customer:4711&text=nr.%208")).contains(id.toString());
        assertThat(found("label=customer:4712")).doesNotContain(id.toString());
        assertThat(found("preset=balanced&since=2020-01-01T00:00:00Z")).contains(id.toString());
        assertThat(found("until=2020-01-01T00:00:00Z")).isEqualTo("[]");
        assertThat(api.get("/v1/stylizations?label=x").json().path("field").asText())
                .isEqualTo("label");
        assertThat(api.get("/v1/stylizations?since=yesterday")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("since");

        byte[] jpeg = SamplePictures.jpeg(64, 48);
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        worker.completed(id, attempt, store.put("default/jobs/" + id + "/pastiche.jpg", jpeg));
        awaitState(id, "COMPLETED");
        Api.Answer result = api.get(path(id) + "/result");
        assertThat(result.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(result.header("Content-Disposition")).contains(id + ".jpg");
        assertThat(api.get(path(id) + "/thumbnail").status()).isEqualTo(200);
    }

    @Test
    void whatACallerSaysWrongIsNamed() {
        putPictures();
        assertWrong("\"labels\": {\"a b\": \"c\"}", "labels");
        assertWrong("\"labels\": {\"a\": null}", "labels");
        assertWrong("\"metadata\": {\"a\": \"" + "x".repeat(1025) + "\"}", "metadata");
        assertWrong("\"lane\": \"fast\"", "lane");
        assertWrong("\"output\": {\"format\": \"gif\"}", "output");
        assertWrong("\"output\": {\"format\": \"jpeg\", \"bitsPerSample\": 16}", "output");
        assertWrong("\"output\": {\"quality\": 0}", "output");
    }

    private void assertWrong(String field, String name) {
        Api.Answer answer = api.post("/v1/stylizations", "{" + OBJECTS + ", " + field + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).isEqualTo(name);
    }

    private void putPictures() {
        store.put("default/queue/c.png", SamplePictures.png(80, 64));
        store.put("default/queue/s.png", SamplePictures.png(64, 64));
    }

    private JobId submit(String body) {
        Api.Answer answer = api.post("/v1/stylizations", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return JobId.parse(answer.json().path("id").asText());
    }

    private JsonNode lane(String name) {
        for (JsonNode lane : api.get("/v1/queue").json().path("lanes")) {
            if (lane.path("lane").asText().equals(name)) {
                return lane;
            }
        }
        throw new AssertionError("no lane " + name);
    }

    private JsonNode estimate(String body) {
        Api.Answer answer = api.post("/v1/estimates", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private String found(String filter) {
        return api.get("/v1/stylizations?" + filter).json().path("items").toString();
    }
}
