package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;

/** A submission whose answer waits for the end of its job. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class WaitingIT extends OnStackWithWorker {
    @Test
    void theAnswerHasTheEndedJob() {
        JobId id = JobId.parse(UUID.randomUUID().toString());
        CompletableFuture<Api.Answer> answer = CompletableFuture.supplyAsync(() -> put(id, "wait=60"));
        await().atMost(ofSeconds(60))
                .until(() -> "QUEUED".equals(job(id).path("state").asText()));
        assertThat(answer).isNotDone();

        ImageRef pastiche = store.put("default/jobs/" + id + "/pastiche.png", SamplePictures.png(64, 48));
        worker.started(id, worker.attempt(1));
        worker.completed(id, worker.attempt(1), pastiche);

        Api.Answer ended = answer.join();
        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        assertThat(ended.header("Preference-Applied")).isEqualTo("wait=60");
        assertThat(ended.header("Location")).endsWith(path(id));
        assertThat(ended.json().path("state").asText()).isEqualTo("COMPLETED");
        assertThat(ended.json().at("/links/result").asText()).isEqualTo(path(id) + "/result");
    }

    @Test
    void afterThatTimeItIsAcceptedAsEver() {
        JobId id = JobId.parse(UUID.randomUUID().toString());
        Api.Answer late = put(id, "wait=1");
        assertThat(late.status()).as(late.text()).isEqualTo(202);
        assertThat(late.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(late.json().path("id").asText()).isEqualTo(id.toString());
    }

    private Api.Answer put(JobId id, String prefer) {
        return api.put(
                path(id),
                new Api.Multipart()
                        .file("content", SamplePictures.jpeg(80, 60))
                        .file("style", SamplePictures.png(70, 50)),
                "Prefer",
                prefer);
    }
}
