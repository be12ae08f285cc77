package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;
import org.stylize.proto.ProblemType;
import org.stylize.stack.StackProcess;

/** A service without REST and without our code submits jobs and follows them over Kafka. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ForeignServiceIT {
    @TestHTTPResource("/")
    URI base;

    StackProcess stack;

    private Api api;
    private ForeignService foreign;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        foreign = new ForeignService(stack.bootstrapServers());
    }

    @AfterEach
    void disconnect() {
        foreign.close();
    }

    @Test
    void itsJobCompletesAndItReceivesTheEvents() {
        String id = ForeignService.newJobId();
        foreign.submit(id, uri("default/in/photo.jpg"), uri("default/in/wave.png"), "d2l", "{\"steps\": 12}");
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(foreign.kindsOf(id)).containsExactly("submitted", "queued"));
        try (FakeWorker worker = new FakeWorker("worker-7", stack.bootstrapServers())) {
            JobId job = JobId.parse(id);
            assertThat(worker.requests(job)).hasSize(1);
            Attempt attempt = worker.attempt(1);
            worker.started(job, attempt);
            worker.completed(job, attempt, new ImageRef(stack.bucket(), "default/jobs/" + id + "/pastiche.png"));
        }
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(foreign.kindsOf(id))
                .containsExactly("submitted", "queued", "started", "completed"));
        assertThat(foreign.eventsOf(id)).allSatisfy(event -> {
            assertThat(event.key()).isEqualTo(id);
            assertThat(event.cloudEventType()).isEqualTo("org.stylize.event.v1");
        });
        assertThat(foreign.eventsOf(id))
                .extracting(ForeignService.Event::sequence)
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(String.join(" ", foreign.eventsOf(id).get(3).text()))
                .contains(uri("default/jobs/" + id + "/pastiche.png"));
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(
                        api.get("/v1/stylizations/" + id).json().path("state").asText())
                .isEqualTo("COMPLETED"));
    }

    @Test
    void submittingTwiceMakesOneJob() {
        String id = ForeignService.newJobId();
        foreign.submit(id, uri("default/in/photo.jpg"), uri("default/in/wave.png"), "d2l", "");
        foreign.submit(id, uri("default/in/photo.jpg"), uri("default/in/wave.png"), "d2l", "");
        String marker = ForeignService.newJobId();
        foreign.submit(marker, uri("default/in/photo.jpg"), uri("default/in/wave.png"), "d2l", "");
        await().atMost(ofSeconds(60)).until(() -> foreign.kindsOf(marker).size() == 2);
        try (FakeWorker worker = new FakeWorker("w", stack.bootstrapServers())) {
            assertThat(worker.requests(JobId.parse(id))).hasSize(1);
        }
        assertThat(foreign.kindsOf(id)).containsExactly("submitted", "queued");
    }

    @Test
    void aWrongRecipeFailsItsJobWithTheReason() {
        String id = ForeignService.newJobId();
        foreign.submit(id, uri("default/in/photo.jpg"), uri("default/in/wave.png"), "d2l", "{\"styleWeight\": -1}");
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(foreign.kindsOf(id)).containsExactly("submitted", "failed"));
        assertThat(api.get("/v1/stylizations/" + id)
                        .json()
                        .path("problem")
                        .path("detail")
                        .asText())
                .contains("styleWeight");
    }

    @Test
    void anUnreadableSubmissionFailsUnderItsId() {
        String id = ForeignService.newJobId();
        foreign.send(id, "{\"this\": \"is JSON\"}".getBytes(UTF_8));
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(foreign.kindsOf(id)).containsExactly("failed"));
        String after = ForeignService.newJobId();
        foreign.submit(after, uri("default/in/photo.jpg"), uri("default/in/wave.png"), "d2l", "");
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(foreign.kindsOf(after)).containsExactly("submitted", "queued"));
    }

    @Test
    void itMaySubmitAndCancelInJson() {
        String id = ForeignService.newJobId();
        foreign.sendJson(id, "submission", """
                {"job": {"id": "%s", "content": {"uri": "%s"}, "styles": [{"image": {"uri": "%s"}}],
                  "preset": {"name": "d2l", "overridesJson": "{\\"steps\\": 12}"}}}""".formatted(id, uri("default/in/photo.jpg"), uri("default/in/wave.png")));
        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(foreign.kindsOf(id)).containsExactly("submitted", "queued"));
        try (FakeWorker worker = new FakeWorker("w", stack.bootstrapServers())) {
            assertThat(worker.requests(JobId.parse(id))).hasSize(1);
        }

        foreign.sendJson(id, "command", "{\"jobId\": \"%s\", \"cancel\": {}}".formatted(id));

        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(foreign.kindsOf(id))
                .containsExactly("submitted", "queued", "cancelled"));
    }

    @Test
    void jsonThatIsNoSubmissionFailsWithTheFieldThatIsUnknown() {
        String id = ForeignService.newJobId();

        foreign.sendJson(id, "submission", "{\"job\": {\"id\": \"%s\", \"wings\": 2}}".formatted(id));

        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(foreign.kindsOf(id)).containsExactly("failed"));
        assertThat(String.join(" ", foreign.eventsOf(id).get(0).text())).contains("stylize.v1", "wings");
    }

    @Test
    void aPoisonJobEndsWithAFailedEvent() {
        String id = ForeignService.newJobId();
        foreign.submit(id, uri("default/in/nothing.jpg"), uri("default/in/wave.png"), "d2l", "");
        await().atMost(ofSeconds(60)).until(() -> foreign.kindsOf(id).contains("queued"));
        try (FakeWorker worker = new FakeWorker("w", stack.bootstrapServers())) {
            worker.failed(JobId.parse(id), worker.attempt(1), ProblemType.IMAGE_NOT_FOUND, "there is no such object");
        }
        await().atMost(ofSeconds(60)).until(() -> foreign.kindsOf(id).contains("failed"));
    }

    @Test
    void itSharesNoCodeWithUs() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.stylize.proto..", "org.stylize.recipe..", "org.stylize.image..")
                .because("the messages must be usable by their description alone")
                .check(new ClassFileImporter().importClasses(ForeignService.class, ForeignService.Event.class));
    }

    private String uri(String key) {
        return "s3://" + stack.bucket() + "/" + key;
    }
}
