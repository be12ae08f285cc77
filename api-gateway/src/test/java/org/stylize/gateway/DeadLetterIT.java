package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.kafka.KafkaDeadLetters;
import org.stylize.gateway.view.LetterId;
import org.stylize.gateway.view.LetterViews;
import org.stylize.proto.Attempt;
import org.stylize.proto.CloudEvents;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/** Dead letters over REST: list, show, retry, delete, purge; and another gateway that reads the same topic. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DeadLetterIT extends OnStackWithWorker {
    private static final String LETTERS = "/v1/dead-letters";

    @Test
    void theDeadLetterOfAFailedJobShowsItAndMakesOneNewJob() {
        JobId id = fail();
        JsonNode letter = awaitLetter(id.toString());
        assertThat(letter.path("kind").asText()).isEqualTo("submission");
        assertThat(letter.at("/problem/type").asText()).isEqualTo("/problems/diverged");
        assertThat(letter.at("/problem/detail").asText()).isEqualTo("the loss is NaN");
        assertThat(letter.path("attempts").asInt()).isEqualTo(1);
        assertThat(letter.has("content")).as("only where it is asked for").isFalse();

        JsonNode whole = api.get(letter.at("/links/self").asText()).json();
        byte[] record = Base64.getDecoder().decode(whole.at("/content/base64").asText());
        assertThat(record).hasSize(letter.path("bytes").asInt());
        StylizationJob job = new JobCodec("/test")
                .decodeSubmission(new Received(id.toString(), ByteString.copyFrom(record), Map.of()));
        assertThat(job.id()).isEqualTo(id);
        assertThat(whole.at("/content/message/job/id").asText()).isEqualTo(id.toString());

        Api.Answer first = api.post(letter.at("/links/retry").asText());
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(first.json().path("retryOf").asText()).isEqualTo(id.toString());
        String newId = first.json().path("id").asText();
        assertThat(first.header("Location")).endsWith("/v1/stylizations/" + newId);
        Api.Answer second = api.post(letter.at("/links/retry").asText());
        assertThat(second.json().path("id").asText()).as("again").isEqualTo(newId);
        Api.Answer named = api.send(api.request(letter.at("/links/retry").asText(), "Idempotency-Key", "another")
                .POST(BodyPublishers.noBody()));
        assertThat(named.json().path("id").asText()).isNotEqualTo(newId);
    }

    @Test
    void aJobThatTheLedgerForgotCanBeMadeAgainFromItsLetterIfItsPicturesAreThere() {
        JobId id = fail(submitNamed());
        JsonNode letter = awaitLetter(id.toString());
        assertThat(api.delete("/v1/stylizations/" + id).status()).isEqualTo(204);
        Api.Answer retry = api.post(letter.at("/links/retry").asText());
        assertThat(retry.status()).as(retry.text()).isEqualTo(202);
        assertThat(retry.json().path("retryOf").asText()).isEqualTo(id.toString());

        JobId uploaded = fail();
        JsonNode other = awaitLetter(uploaded.toString());
        assertThat(api.delete("/v1/stylizations/" + uploaded).status()).isEqualTo(204); // with its uploads
        Api.Answer refused = api.post(other.at("/links/retry").asText());
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("/problems/image-not-found");
        assertThat(refused.text()).contains("job " + uploaded + " cannot be done again");
    }

    @Test
    void aLetterWithoutAJobIsShownAndNotRetried() {
        JobId id = submit();
        try (KafkaProducer<String, byte[]> anybody = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            Future<RecordMetadata> unused = // closing waits for it
                    anybody.send(new ProducerRecord<>(Topics.REPORTS, id.toString(), new byte[] {(byte) 0xff, 1, 2}));
        }
        JsonNode letter = awaitLetter(id.toString());
        assertThat(letter.path("kind").asText()).isEqualTo("report");
        assertThat(letter.path("links").has("retry")).isFalse();
        JsonNode whole = api.get(letter.at("/links/self").asText()).json();
        assertThat(whole.at("/content/base64").asText()).isEqualTo("/wEC");
        assertThat(whole.path("content").has("message")).isFalse();
        Api.Answer retry = api.post(letter.at("/links/self").asText() + "/retry");
        assertThat(retry.status()).isEqualTo(409);
        assertThat(retry.text()).contains("is of a report");
    }

    @Test
    void aRetryDoesNotMakeAJobOfTheTenantThatARefusedSubmissionNamed() {
        Encoded lying = new JobCodec("/another/team")
                .encodeSubmission(SampleJobs.job(JobId.random()).withTenant(new Tenant("beta")));
        Headers headers = KafkaRecords.headers(lying);
        headers.remove(CloudEvents.TENANT).add(CloudEvents.TENANT, "acme".getBytes(UTF_8)); // by the topic it came from
        try (KafkaProducer<String, byte[]> gateway = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            Future<RecordMetadata> unused = gateway.send(
                    new ProducerRecord<>( // closing waits for it
                            Topics.SUBMISSIONS, null, lying.key(), lying.value().toByteArray(), headers));
        }
        JsonNode letter = awaitLetter(lying.key());

        Api.Answer retry = api.post(letter.at("/links/self").asText() + "/retry");

        assertThat(letter.at("/problem/type").asText()).isEqualTo("/problems/invalid-job");
        assertThat(retry.status()).as(retry.text()).isEqualTo(409);
        assertThat(retry.text()).contains("names the tenant beta but comes from the tenant acme");
    }

    @Test
    void aDeletedLetterIsListedNowhere() {
        String gone = awaitLetter(fail().toString()).path("id").asText();
        JobId keptJob = fail();
        String kept = awaitLetter(keptJob.toString()).path("id").asText();
        assertThat(api.delete(LETTERS + "/" + gone).status()).isEqualTo(204);
        assertThat(api.get(LETTERS + "/" + gone).status()).isEqualTo(404);
        assertThat(api.delete(LETTERS + "/" + gone).status()).isEqualTo(404);
        assertThat(api.post(LETTERS + "/" + gone + "/retry").status()).isEqualTo(404);

        LetterViews other = new LetterViews(100);
        try (KafkaDeadLetters reader = new KafkaDeadLetters(
                new KafkaSettings(stack.bootstrapServers(), "other", Map.of()), other, new JobCodec("/other"))) {
            reader.start();
            await().atMost(ofSeconds(60))
                    .until(() -> other.find(LetterId.parse(kept).orElseThrow()).isPresent());
            await().atMost(ofSeconds(60))
                    .until(() -> other.find(LetterId.parse(gone).orElseThrow()).isEmpty());

            String before = letters().stream()
                    .filter(letter -> letter.path("id").asText().equals(kept))
                    .findFirst()
                    .orElseThrow()
                    .path("at")
                    .asText();
            Api.Answer purged =
                    api.delete(LETTERS + "?before=" + Instant.parse(before).plusMillis(1));
            assertThat(purged.status()).as(purged.text()).isEqualTo(200);
            assertThat(purged.json().path("removed").asInt()).isPositive();
            assertThat(api.get(LETTERS + "/" + kept).status()).isEqualTo(404);
            await().atMost(ofSeconds(60))
                    .until(() -> other.find(LetterId.parse(kept).orElseThrow()).isEmpty());
        }
    }

    @Test
    void pagesFollowEachOtherFromTheNewestOn() {
        List<String> jobs = List.of(fail().toString(), fail().toString(), fail().toString());
        jobs.forEach(this::awaitLetter);
        List<String> keys = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(LETTERS + "?limit=2" + cursor).json();
            page.path("items").forEach(letter -> keys.add(letter.path("key").asText()));
            cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!cursor.isEmpty());
        keys.retainAll(jobs);
        assertThat(keys).containsExactly(jobs.get(2), jobs.get(1), jobs.get(0));
    }

    @Test
    void wrongValuesAreSaid() {
        assertThat(api.get(LETTERS + "?limit=0").problem()).isEqualTo("/problems/invalid-job");
        assertThat(api.get(LETTERS + "?cursor=x").problem()).isEqualTo("/problems/invalid-job");
        assertThat(api.get(LETTERS + "/x").status()).isEqualTo(404);
        assertThat(api.delete(LETTERS).text()).contains("before must be a time");
        assertThat(api.delete(LETTERS + "?before=yesterday").text()).contains("'yesterday'");
    }

    /** A job whose pictures somebody else put into the store. */
    private JobId submitNamed() {
        TestStore store = new TestStore(stack);
        String content = store.put("default/letters/content.jpg", SamplePictures.jpeg(80, 60))
                .key();
        String style = store.put("default/letters/style.png", SamplePictures.png(70, 50))
                .key();
        Api.Answer answer = api.post(
                "/v1/stylizations",
                "{\"preset\": \"d2l\", \"content\": {\"object\": \"" + content + "\"}, \"styles\": [{\"object\": \""
                        + style + "\"}]}");
        return JobId.parse(answer.json().path("id").asText());
    }

    private JobId fail() {
        return fail(submit());
    }

    private JobId fail(JobId id) {
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        awaitState(id, "RUNNING");
        worker.failed(id, attempt, ProblemType.DIVERGED, "the loss is NaN");
        awaitState(id, "FAILED");
        return id;
    }

    private JsonNode awaitLetter(String key) {
        return await().atMost(ofSeconds(60))
                .until(
                        () -> letters().stream()
                                .filter(letter -> letter.path("key").asText().equals(key))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<JsonNode> letters() {
        List<JsonNode> letters = new ArrayList<>();
        api.get(LETTERS + "?limit=200").json().path("items").forEach(letters::add);
        return letters;
    }
}
