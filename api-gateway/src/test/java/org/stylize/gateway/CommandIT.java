package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.base.Sha256;
import org.stylize.proto.Attempt;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobId;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Slice;
import org.stylize.proto.SliceRequest;

/** Cancel, finish, retry and delete, by REST and by Kafka, also at the same time; the worker only speaks. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class CommandIT extends OnStackWithWorker {
    private static final String JOBS = "/v1/stylizations";
    private static final byte[] PASTICHE = SamplePictures.png(64, 48);

    // cancel

    @Test
    void aJobThatWaitsIsCancelledAtOnce() {
        JobId id = submit();
        Api.Answer answer = api.post(path(id) + "/cancel");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("state").asText()).isEqualTo("CANCELLED");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(state(id)).isEqualTo("CANCELLED");
        assertThat(worker.orders(id))
                .hasOnlyElementsOfType(JobControl.Cancel.class)
                .isNotEmpty();
    }

    @Test
    void aJobThatRunsIsCancelledAndItsWorkerIsToldAndItsResultComesTooLate() {
        JobId id = submit();
        Attempt attempt = run(id);
        assertThat(api.post(path(id) + "/cancel").json().path("state").asText()).isEqualTo("CANCELLED");
        worker.completed(id, attempt, store.put("default/jobs/" + id + "/pastiche.png", PASTICHE));
        JobId after = submit(); // its worker's report is read after the late one, if their partition is the same
        Attempt other = run(after);
        worker.completed(after, other, SampleJobs.PASTICHE);
        awaitState(after, "COMPLETED");
        assertThat(state(id)).isEqualTo("CANCELLED");
        assertThat(worker.orders(id))
                .hasOnlyElementsOfType(JobControl.Cancel.class)
                .isNotEmpty();
    }

    @Test
    void toCancelAgainChangesNothing() {
        JobId id = submit();
        JsonNode first = api.post(path(id) + "/cancel").json();
        Api.Answer second = api.post(path(id) + "/cancel");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("updatedAt")).isEqualTo(first.path("updatedAt"));
    }

    @Test
    void twoWhoCancelAtTheSameTimeBothSucceedAndTheJobEndsOnce() {
        JobId id = submit();
        awaitState(id, "QUEUED");
        List<Api.Answer> answers =
                atOnce(List.of(() -> api.post(path(id) + "/cancel"), () -> api.post(path(id) + "/cancel")));
        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.json().path("state").asText())
                .containsOnly("CANCELLED");
        try (ForeignService foreign = new ForeignService(stack.bootstrapServers())) {
            await().atMost(ofSeconds(60))
                    .until(() -> foreign.kindsOf(id.toString()).contains("cancelled"));
            assertThat(foreign.kindsOf(id.toString())).containsExactly("submitted", "queued", "cancelled");
        }
    }

    @Test
    void ofCancelAndCompletionOnlyOneCounts() {
        for (int i = 0; i < 10; i++) {
            JobId id = submit();
            ImageRef pastiche = store.put("default/jobs/" + id + "/pastiche.png", PASTICHE);
            Attempt attempt = run(id);
            List<Api.Answer> answers = atOnce(List.of(() -> api.post(path(id) + "/cancel"), () -> {
                worker.completed(id, attempt, pastiche);
                return api.get(path(id));
            }));
            Api.Answer cancel = answers.get(0);
            if (cancel.status() == 200) {
                assertThat(cancel.json().path("state").asText()).isEqualTo("CANCELLED");
                assertThat(state(id)).isEqualTo("CANCELLED");
            } else {
                assertNotPossible(cancel);
                assertThat(cancel.text()).contains("COMPLETED");
                assertThat(state(id)).isEqualTo("COMPLETED");
            }
        }
    }

    @Test
    void aJobThatHasEndedOtherwiseIsNotCancelled() {
        JobId id = submit();
        complete(id);
        assertNotPossible(api.post(path(id) + "/cancel"));
        assertThat(state(id)).isEqualTo("COMPLETED");
    }

    // finish

    @Test
    void aJobThatRunsIsFinishedEarlyAndItsResultSaysSo() {
        JobId id = submit();
        Attempt attempt = run(id);
        Api.Answer answer = api.post(path(id) + "/finish");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("state").asText()).isEqualTo("RUNNING");
        assertThat(answer.json().has("deadline")).isTrue();
        assertThat(worker.orders(id))
                .hasOnlyElementsOfType(JobControl.Finish.class)
                .isNotEmpty();
        assertThat(api.post(path(id) + "/finish").status()).as("again").isEqualTo(202);

        String sha256 = Sha256.of(PASTICHE);
        try (EventStream stream = EventStream.open(api, path(id) + "/events")) {
            worker.completedEarly(id, attempt, store.put("default/jobs/" + id + "/pastiche.png", PASTICHE), sha256);
            await().atMost(ofSeconds(60)).until(stream::isEnded);
            assertThat(stream.last("completed").data().path("finishedEarly").asBoolean())
                    .isTrue();
            assertThat(stream.last("completed").data().path("sha256").asText()).isEqualTo(sha256);
        }
        JsonNode done = job(id);
        assertThat(done.path("finishedEarly").asBoolean()).isTrue();
        assertThat(done.path("sha256").asText()).isEqualTo(sha256);
        Api.Answer result = api.get(path(id) + "/result");
        assertThat(Sha256.of(result.body())).isEqualTo(sha256);
        assertThat(result.header("Repr-Digest"))
                .isEqualTo("sha-256=:"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)) + ":");
    }

    @Test
    void aJobThatHasNoPictureYetCannotBeFinished() {
        JobId id = submit();
        awaitState(id, "QUEUED");
        Api.Answer answer = api.post(path(id) + "/finish");
        assertNotPossible(answer);
        assertThat(answer.text()).contains("QUEUED");
    }

    @Test
    void aJobThatWaitsWithACheckpointIsFinishedByTheNextWorker() {
        JobId id = submit();
        Attempt first = run(id);
        worker.checkpointed(id, first, 30);
        worker.released(id, first);
        awaitState(id, "QUEUED");
        assertThat(job(id).path("step").asInt()).isEqualTo(30);
        assertThat(job(id).path("problem").path("type").asText()).isEqualTo("/problems/unavailable");
        assertThat(job(id).has("notBefore")).isTrue();
        assertThat(api.post(path(id) + "/finish").status()).isEqualTo(202);
        worker.started(id, worker.attempt(Slice.FIRST.next(), 1));
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(worker.orders(id))
                .hasOnlyElementsOfType(JobControl.Finish.class)
                .isNotEmpty());
    }

    @Test
    void ofFinishAndCompletionTheJobCompletesOnce() {
        for (int i = 0; i < 5; i++) {
            JobId id = submit();
            ImageRef pastiche = store.put("default/jobs/" + id + "/pastiche.png", PASTICHE);
            Attempt attempt = run(id);
            List<Api.Answer> answers = atOnce(List.of(() -> api.post(path(id) + "/finish"), () -> {
                worker.completed(id, attempt, pastiche);
                return api.get(path(id));
            }));
            assertThat(answers.get(0).status()).isIn(202, 409);
            awaitState(id, "COMPLETED");
            assertThat(job(id).has("finishedEarly")).isFalse();
        }
    }

    @Test
    void aJobThatHasEndedCannotBeFinished() {
        JobId id = submit();
        complete(id);
        assertNotPossible(api.post(path(id) + "/finish"));
    }

    // retry

    @Test
    void aFailedJobIsDoneAgainAsANewJob() {
        JobId id = submit();
        fail(id);
        Api.Answer answer = api.post(path(id) + "/retry");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JobId retryId = idOf(answer);
        assertThat(retryId).isNotEqualTo(id);
        assertThat(answer.header("Location")).endsWith(path(retryId));
        assertThat(answer.json().path("retryOf").asText()).isEqualTo(id.toString());
        awaitState(retryId, "QUEUED");
        assertThat(state(id)).isEqualTo("FAILED");
        List<SliceRequest> requests = worker.requests(retryId);
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).job().pictures())
                .isEqualTo(worker.requests(id).get(0).job().pictures());
        assertThat(requests.get(0).job().recipe().resolve().totalSteps()).isEqualTo(40);
        complete(retryId);
    }

    @Test
    void aCancelledJobIsDoneAgain() {
        JobId id = submit();
        api.post(path(id) + "/cancel");
        assertThat(api.post(path(id) + "/retry").status()).isEqualTo(202);
    }

    @Test
    void twoRetriesAreTwoJobs() {
        JobId id = submit();
        fail(id);
        List<Api.Answer> answers =
                atOnce(List.of(() -> api.post(path(id) + "/retry"), () -> api.post(path(id) + "/retry")));
        assertThat(answers).extracting(Api.Answer::status).containsOnly(202);
        assertThat(answers).extracting(CommandIT::idOf).doesNotHaveDuplicates();
    }

    @Test
    void twoRetriesUnderOneIdempotencyKeyAreOneJob() {
        JobId id = submit();
        fail(id);
        Supplier<Api.Answer> retry = () -> api.post(path(id) + "/retry", "", "Idempotency-Key", "again-" + id);
        List<Api.Answer> answers = new ArrayList<>(atOnce(List.of(retry, retry)));
        answers.add(retry.get());
        assertThat(answers).extracting(Api.Answer::status).containsOnly(202);
        JobId retryId = idOf(answers.get(0));
        assertThat(answers).extracting(CommandIT::idOf).containsOnly(retryId);
        awaitState(retryId, "QUEUED");
        assertThat(worker.requests(retryId)).hasSize(1);

        JobId other = submit();
        fail(other);
        Api.Answer ofOther = api.post(path(other) + "/retry", "", "Idempotency-Key", "again-" + id);
        assertThat(idOf(ofOther)).as("the same key, another job").isNotEqualTo(retryId);
    }

    @Test
    void aJobThatIsOpenOrCompletedIsNotDoneAgain() {
        JobId id = submit();
        assertNotPossible(api.post(path(id) + "/retry"));
        complete(id);
        assertNotPossible(api.post(path(id) + "/retry"));
    }

    @Test
    void aWrongIdempotencyKeyIsNamed() {
        JobId id = submit();
        api.post(path(id) + "/cancel");
        Api.Answer answer = api.post(path(id) + "/retry", "", "Idempotency-Key", "x".repeat(256));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).isEqualTo("Idempotency-Key");
    }

    // delete

    @Test
    void aDeletedJobIsGoneAndItsPicturesToo() {
        JobId id = submit();
        store.put("default/jobs/" + id + "/an-attempt/preview-00010.jpg", PASTICHE);
        store.put("default/jobs/" + id + "/checkpoints/00010-an-attempt.safetensors", PASTICHE);
        complete(id);
        assertThat(store.keys("default/uploads/" + id + "/")).hasSize(2);

        Api.Answer answer = api.delete(path(id));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(api.get(path(id)).status()).isEqualTo(404);
        assertThat(api.get(path(id) + "/result").status()).isEqualTo(404);
        assertThat(store.keys("default/uploads/" + id + "/")).isEmpty();
        assertThat(store.keys("default/jobs/" + id + "/")).isEmpty();
        Api.Answer again = api.delete(path(id));
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.problem()).isEqualTo("/problems/unknown-job");
    }

    @Test
    void uploadsStayAsLongAsARetryNeedsThem() {
        JobId id = submit();
        fail(id);
        JobId retryId = idOf(api.post(path(id) + "/retry"));
        assertThat(api.delete(path(id)).status()).isEqualTo(204);
        assertThat(store.keys("default/uploads/" + id + "/"))
                .as("used by the retry")
                .hasSize(2);
        complete(retryId);
        assertThat(api.delete(path(retryId)).status()).isEqualTo(204);
        assertThat(store.keys("default/uploads/" + id + "/")).isEmpty();
    }

    @Test
    void objectsThatTheCallerStoredStay() {
        ImageRef content = store.put("default/uploads/mine.png", SamplePictures.png(64, 64));
        ImageRef style = store.put("default/in/style.png", SamplePictures.png(64, 64));
        JobId id = idOf(
                api.post(
                        JOBS,
                        "{\"content\": {\"object\": \"default/uploads/mine.png\"}, \"styles\": [{\"object\": \"default/in/style.png\"}]}"));
        api.post(path(id) + "/cancel");
        assertThat(api.delete(path(id)).status()).isEqualTo(204);
        assertThat(store.get(content)).isNotEmpty();
        assertThat(store.get(style)).isNotEmpty();
    }

    @Test
    void aJobThatIsOpenIsNotDeleted() {
        JobId id = submit();
        Attempt attempt = run(id);
        Api.Answer answer = api.delete(path(id));
        assertNotPossible(answer);
        assertThat(answer.text()).contains("cancel it first").contains("RUNNING");
        worker.completed(id, attempt, store.put("default/jobs/" + id + "/pastiche.png", PASTICHE));
        awaitState(id, "COMPLETED");
        assertThat(store.keys("default/jobs/" + id + "/")).hasSize(1);
    }

    // all

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "finish", "retry"})
    void anUnknownJobIsAProblem(String command) {
        for (String id : List.of(JobId.random().toString(), "none")) {
            Api.Answer answer = api.post(JOBS + "/" + id + "/" + command);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("/problems/unknown-job");
            assertThat(api.delete(JOBS + "/" + id).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "finish", "retry"})
    void aCommandIsAPost(String command) {
        JobId id = submit();
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
            Api.Answer answer = api.send(api.request(path(id) + "/" + command).method(method, BodyPublishers.noBody()));
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("OPTIONS, POST");
        }
        for (String picture : List.of("events", "result", "preview", "thumbnail")) {
            Api.Answer answer = api.post(path(id) + "/" + picture);
            assertThat(answer.status()).as(picture).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
        assertThat(api.send(api.request(path(id)).method("PATCH", BodyPublishers.noBody()))
                        .header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PUT");
        assertThat(state(id)).isNotEqualTo("CANCELLED");
    }

    @Test
    void aTtlLetsAJobExpireThatNobodyBegins() {
        JobId id = submit("\"ttlSeconds\": 1");
        awaitState(id, "EXPIRED");
        JobId retryId = idOf(api.post(path(id) + "/retry"));
        awaitState(retryId, "QUEUED");
        assertThat(job(retryId).has("expiresAt")).isFalse();
    }

    @Test
    void termsAreShown() {
        JobId id = submit("\"ttlSeconds\": 3600, \"deadline\": \"2999-06-01T14:00:00+02:00\"");
        JsonNode job = job(id);
        assertThat(job.path("deadline").asText()).isEqualTo("2999-06-01T12:00:00Z");
        assertThat(job.has("expiresAt")).isTrue();
        run(id);
        assertThat(job(id).has("expiresAt")).isFalse();
        assertThat(api.post(path(id) + "/finish").status()).isEqualTo(202);
        assertThat(job(id).path("deadline").asText()).startsWith("2").isLessThan("2999");
    }

    // by Kafka

    @Test
    void aServiceWithoutRestMayCommandToo() {
        JobId id = submit();
        Attempt attempt = run(id);
        try (ForeignService foreign = new ForeignService(stack.bootstrapServers())) {
            foreign.finish(id.toString());
            await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(worker.orders(id))
                    .hasOnlyElementsOfType(JobControl.Finish.class)
                    .isNotEmpty());
            foreign.cancel(id.toString());
            awaitState(id, "CANCELLED");
            String retryId = ForeignService.newJobId();
            foreign.retry(id.toString(), retryId);
            awaitState(JobId.parse(retryId), "QUEUED");
            assertThat(job(JobId.parse(retryId)).path("retryOf").asText()).isEqualTo(id.toString());
            foreign.delete(id.toString());
            await().atMost(ofSeconds(60)).until(() -> api.get(path(id)).status() == 404);
            await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(foreign.kindsOf(id.toString()))
                    .containsExactly("submitted", "queued", "started", "cancelled"));
        }
        assertThat(attempt.slice()).isEqualTo(Slice.FIRST);
    }

    private JobId submit(String fields) {
        Api.Answer answer = api.post(
                JOBS,
                new Api.Multipart()
                        .file("content", SamplePictures.jpeg(80, 60))
                        .file("style", SamplePictures.png(70, 50))
                        .json("request", "{\"overrides\": {\"steps\": 40, \"longSidePixels\": 64}, " + fields + "}"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return idOf(answer);
    }

    private Attempt run(JobId id) {
        awaitState(id, "QUEUED");
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        awaitState(id, "RUNNING");
        return attempt;
    }

    private void complete(JobId id) {
        awaitState(id, "QUEUED");
        worker.completed(id, worker.attempt(1), store.put("default/jobs/" + id + "/an-attempt/pastiche.png", PASTICHE));
        awaitState(id, "COMPLETED");
    }

    private void fail(JobId id) {
        awaitState(id, "QUEUED");
        worker.failed(id, worker.attempt(1), ProblemType.DIVERGED, "the loss is NaN");
        awaitState(id, "FAILED");
    }

    private String state(JobId id) {
        return job(id).path("state").asText();
    }

    private static void assertNotPossible(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("/problems/not-possible");
    }

    private static JobId idOf(Api.Answer answer) {
        return JobId.parse(answer.json().path("id").asText());
    }

    /** Asks on as many threads, which start together. */
    private static List<Api.Answer> atOnce(List<Supplier<Api.Answer>> questions) {
        CountDownLatch start = new CountDownLatch(questions.size());
        List<CompletableFuture<Api.Answer>> answers = new ArrayList<>();
        for (Supplier<Api.Answer> question : questions) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> {
                        start.countDown();
                        try {
                            start.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return question.get();
                    },
                    task -> new Thread(task, "asks-at-once").start()));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
