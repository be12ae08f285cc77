package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;

/** The broker or the store stops and returns. */
@QuarkusTest
@QuarkusTestResource(value = TwoStacksResource.class, restrictToAnnotatedClass = true)
class AwayIT {
    private static final String JOBS = "/v1/stylizations";

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    TwoStacksResource.Stacks stacks;

    private Api api;
    private Api management;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        management = new Api(managementBase.getPort());
        await().atMost(ofSeconds(60))
                .until(() -> management.get("/q/health/ready").status() == 200);
    }

    @Test
    void submissionsFailInBoundedTimeWithoutTheBrokerAndSucceedAfterItReturns() {
        JobId before = JobId.parse(submit().json().path("id").asText());
        awaitState(before, "QUEUED");
        try (EventStream stream = EventStream.open(api, JOBS + "/" + before + "/events")) {
            stacks.broker().kill9();
            long begin = System.nanoTime();
            Api.Answer answer = submit();
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("/problems/unavailable");
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(waited).isLessThan(ofSeconds(20));
            assertThat(api.get(JOBS + "/" + before).status())
                    .as("reading goes on")
                    .isEqualTo(200);
            assertThat(management.get("/q/health/live").status()).isEqualTo(200);

            stacks.broker().restart();
            await().atMost(ofSeconds(60)).until(() -> submit().status() == 202);
            try (FakeWorker worker = new FakeWorker("w", stacks.broker().bootstrapServers())) {
                Attempt attempt = worker.attempt(1);
                worker.started(before, attempt);
                worker.completed(before, attempt, new ImageRef(stacks.store().bucket(), "default/jobs/p.png"));
            }
            await().atMost(ofSeconds(90)).until(stream::isEnded);
            assertThat(stream.durable()).endsWith("started", "completed");
        }
        awaitState(before, "COMPLETED");
    }

    @Test
    void submissionsFailWithoutTheStoreAndSucceedAfterItReturns() {
        stacks.store().kill9();
        Api.Answer answer = submit();
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        stacks.store().restart();
        await().atMost(ofSeconds(60)).until(() -> submit().status() == 202);
    }

    private Api.Answer submit() {
        return api.post(
                JOBS,
                new Api.Multipart()
                        .file("content", SamplePictures.jpeg(64, 64))
                        .file("style", SamplePictures.png(64, 64)));
    }

    private void awaitState(JobId id, String state) {
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(
                        api.get(JOBS + "/" + id).json().path("state").asText())
                .isEqualTo(state));
    }
}
