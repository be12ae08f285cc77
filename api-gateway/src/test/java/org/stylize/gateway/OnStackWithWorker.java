package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.stylize.proto.JobId;

/** A test that takes jobs to their ends: the worker sends reports and paints nothing. */
abstract class OnStackWithWorker extends OnStack {
    FakeWorker worker;

    @BeforeEach
    void startWorker() {
        worker = new FakeWorker("worker-1", stack.bootstrapServers());
    }

    @AfterEach
    void stopWorker() {
        worker.close();
    }

    JobId submit() {
        Api.Answer answer = api.post(
                "/v1/stylizations",
                new Api.Multipart()
                        .file("content", SamplePictures.jpeg(80, 60))
                        .file("style", SamplePictures.png(70, 50))
                        .json(
                                "request",
                                "{\"preset\": \"d2l\", \"overrides\": {\"steps\": 40, \"longSidePixels\": 64}}"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JobId id = JobId.parse(answer.json().path("id").asText());
        assertThat(answer.header("Location")).endsWith(path(id));
        assertThat(api.get(path(id)).status()).as("right after 202").isEqualTo(200);
        return id;
    }

    JsonNode job(JobId id) {
        return api.get(path(id)).json();
    }

    void awaitState(JobId id, String state) {
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(job(id).path("state").asText()).isEqualTo(state));
    }

    static String path(JobId id) {
        return "/v1/stylizations/" + id;
    }
}
