package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.stylize.base.Sha256;
import org.stylize.proto.Encoded;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.JobPictures;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.recipe.Presets;
import org.stylize.recipe.RecipeJson;
import org.stylize.service.KafkaRecords;

/** Which submissions are accepted, which are the same job, and what a list of jobs shows. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SubmissionIT extends OnStack {
    private static final String JOBS = "/v1/stylizations";

    @Test
    void objectsOfTheStoreAreAccepted() {
        Api.Answer answer = api.post(JOBS, objects(10));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("preset").asText()).isEqualTo("d2l");
        assertThat(answer.json().path("steps").asInt()).isEqualTo(10);
        assertThat(answer.header("Location"))
                .endsWith(answer.json().path("links").path("self").asText());
        awaitQueued(answer.json().path("id").asText());
    }

    @Test
    void aCompleteRecipeIsAccepted() {
        String recipe = RecipeJson.write(Presets.named("d2l"));
        Api.Answer answer = api.post(
                JOBS, "{\"content\": %s, \"styles\": [%s], \"recipe\": %s}".formatted(content(), style(), recipe));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("steps").asInt()).isEqualTo(500);
        awaitQueued(answer.json().path("id").asText());
    }

    @Test
    void stylesHaveSharesAndMasks() {
        store.put("default/in/mask.png", SamplePictures.png(64, 64));
        String mask = "{\"object\": \"default/in/mask.png\"}";
        Api.Answer answer = api.post(
                JOBS,
                "{\"content\": %s, \"styles\": [{\"image\": %s, \"share\": 3, \"mask\": %s}, {\"image\": %s, \"mask\": %s}]}"
                        .formatted(content(), style(), mask, style(), mask));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JobPictures<ImageRef> pictures = requested(answer);
        assertThat(pictures.styles()).extracting(JobPictures.Style::share).containsExactly(3.0, 1.0);
        assertThat(pictures.styles()).extracting(style -> style.mask().key()).containsOnly("default/in/mask.png");
    }

    @Test
    void uploadedMasksAndSharesBelongToTheStylesOfTheirNames() {
        byte[] sea = SamplePictures.png(60, 60);
        byte[] sky = SamplePictures.png(61, 60);
        Api.Multipart body = new Api.Multipart()
                .file("mask.sky", SamplePictures.png(63, 60))
                .file("style.sky", sky)
                .file("style.sea", sea)
                .file("mask.sea", SamplePictures.png(62, 60))
                .file("content", SamplePictures.jpeg(80, 60))
                .json("request", "{\"shares\": {\"sky\": 2}}");
        Api.Answer answer = api.post(JOBS, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        List<JobPictures.Style<ImageRef>> styles = requested(answer).styles();
        assertThat(styles).extracting(JobPictures.Style::share).containsExactly(1.0, 2.0);
        assertThat(store.get(styles.get(0).image())).isEqualTo(sea);
        assertThat(store.get(styles.get(0).mask())).isEqualTo(SamplePictures.png(62, 60));
        assertThat(store.get(styles.get(1).image())).isEqualTo(sky);
        assertThat(store.get(styles.get(1).mask())).isEqualTo(SamplePictures.png(63, 60));
    }

    @Test
    void aRecipeThatStartsFromAPictureGetsTheStartPicture() {
        byte[] start = SamplePictures.png(50, 40);
        String recipe =
                RecipeJson.write(Presets.named("d2l")).replace("\"start\":\"content\"", "\"start\":\"picture\"");
        Api.Answer answer = api.post(
                JOBS,
                pictures(SamplePictures.jpeg(80, 60))
                        .file("start", start)
                        .json("request", "{\"recipe\": " + recipe + "}"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(store.get(requested(answer).start())).isEqualTo(start);
    }

    @Test
    void theTraceOfTheRequestIsThatOfAllRecordsOfItsJob() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String id = api.post(JOBS, objects(16), "traceparent", parent, "tracestate", "vendor=1")
                .json()
                .path("id")
                .asText();
        awaitQueued(id);
        try (FakeWorker worker = new FakeWorker("w", stack.bootstrapServers())) {
            for (String topic : List.of(Topics.SUBMISSIONS, Topics.REQUESTS, Topics.EVENTS, Topics.JOBS)) {
                assertThat(worker.committed(topic))
                        .as(topic)
                        .filteredOn(record -> record.key().equals(id))
                        .isNotEmpty()
                        .allSatisfy(
                                record -> assertThat(FakeWorker.received(record).trace())
                                        .isEqualTo(new Trace(parent, "vendor=1")));
            }
        }
    }

    @Test
    void aProblemNamesNoTraceWhereNobodyTraces() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        assertThat(api.post(JOBS, "{", "traceparent", parent).json().has("traceId"))
                .isFalse();
    }

    @Test
    void uploadsLieInTheStoreUnderTheJob() {
        byte[] photo = SamplePictures.jpeg(90, 40);
        Api.Answer answer = api.post(JOBS, pictures(photo));
        String id = answer.json().path("id").asText();
        awaitQueued(id);
        try (FakeWorker worker = new FakeWorker("w", stack.bootstrapServers())) {
            ImageRef content =
                    worker.requests(JobId.parse(id)).get(0).job().pictures().content();
            assertThat(content.key()).startsWith("default/uploads/" + id + "/content");
            assertThat(store.get(content)).isEqualTo(photo);
        }
    }

    @Test
    void theSameKeyWithTheSameBodyIsTheSameJob() {
        String key = "key-" + JobId.random();
        String first = api.post(JOBS, objects(11), "Idempotency-Key", key)
                .json()
                .path("id")
                .asText();
        Api.Answer second = api.post(JOBS, objects(11), "Idempotency-Key", key);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().path("id").asText()).isEqualTo(first);
    }

    @Test
    void theSameKeyWithTheSamePicturesIsTheSameJob() {
        String key = "key-" + JobId.random();
        byte[] photo = SamplePictures.jpeg(77, 55);
        String first = api.post(JOBS, pictures(photo), "Idempotency-Key", key)
                .json()
                .path("id")
                .asText();
        awaitQueued(first);
        assertThat(api.post(JOBS, pictures(photo), "Idempotency-Key", key)
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(first);
        Api.Answer other = api.post(JOBS, pictures(SamplePictures.jpeg(78, 55)), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("/problems/conflicting-job");
    }

    /** Release 0.1.0 gave jobs with a key any id, and put uploads where no tenant is named. */
    @Test
    void aKeyThatAnEarlierReleaseTookIsTheJobThatItMade() throws Exception {
        String key = "key-" + JobId.random();
        JobId id = JobId.random();
        byte[] photo = SamplePictures.jpeg(79, 55);
        byte[] painting = SamplePictures.png(64, 64);
        ImageRef content = store.put(JobKeys.uploadsBefore(id) + "content-" + Sha256.of(photo), photo);
        ImageRef style = store.put(JobKeys.uploadsBefore(id) + "style-0-" + Sha256.of(painting), painting);
        Encoded submission = new JobCodec("/gateway/earlier")
                .encodeSubmission(StylizationJob.of(
                        id,
                        JobPictures.of(content, List.of(style)),
                        new RecipeChoice.Preset("d2l", "{\"steps\":7}"),
                        Instant.now(),
                        key));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.SUBMISSIONS,
                            null,
                            submission.key(),
                            submission.value().toByteArray(),
                            KafkaRecords.headers(submission)))
                    .get();
        }
        awaitQueued(id.toString());

        Api.Multipart again = new Api.Multipart()
                .file("content", photo)
                .file("style", painting)
                .json("request", "{\"preset\":\"d2l\",\"overrides\":{\"steps\":7}}");
        Api.Answer answer = api.post(JOBS, again, "Idempotency-Key", key);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("id").asText()).isEqualTo(id.toString());
    }

    @Test
    void theSameKeyWithAnotherBodyIsAConflict() {
        String key = "key-" + JobId.random();
        String first = api.post(JOBS, objects(11), "Idempotency-Key", key)
                .json()
                .path("id")
                .asText();
        awaitQueued(first);
        Api.Answer other = api.post(JOBS, objects(12), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("/problems/conflicting-job");
        assertThat(other.json().path("detail").asText()).contains(first);
    }

    @Test
    void requestsWithOneKeyAtTheSameTimeMakeOneJob() throws Exception {
        String key = "key-" + JobId.random();
        String body = objects(13);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> api.post(JOBS, body, "Idempotency-Key", key)
                        .json()
                        .path("id")
                        .asText());
            }
            HashSet<String> ids = new HashSet<>();
            for (Future<String> call : callers.invokeAll(calls)) {
                ids.add(call.get());
            }
            assertThat(ids).hasSize(1);
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void aRequestUnderACallersIdMayBeRepeated() {
        String address = JOBS + "/" + JobId.random();
        Api.Answer first = api.put(address, objects(14));
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(first.header("Location")).endsWith(address);
        assertThat(api.put(address, objects(14)).status()).isEqualTo(202);
        Api.Answer other = api.put(address, objects(15));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("/problems/conflicting-job");
        assertThat(other.json().path("field").asText()).isEqualTo("id");
    }

    @Test
    void picturesPutUnderOneIdAreComparedByTheirBytes() {
        String address = JOBS + "/" + JobId.random();
        assertThat(api.put(address, pictures(SamplePictures.jpeg(60, 60))).status())
                .isEqualTo(202);
        assertThat(api.put(address, pictures(SamplePictures.jpeg(60, 60))).status())
                .isEqualTo(202);
        assertThat(api.put(address, pictures(SamplePictures.jpeg(60, 61))).status())
                .isEqualTo(422);
    }

    @Test
    void aListGoesFromTheNewestBackPageByPage() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id = api.post(JOBS, objects(20 + i)).json().path("id").asText();
            // Two jobs that wait for the ledger together are in two partitions, and may be admitted in either order.
            awaitQueued(id);
            made.add(0, id);
        }
        JsonNode first = api.get(JOBS + "?limit=3").json();
        JsonNode second =
                api.get(JOBS + "?limit=3&cursor=" + first.path("next").asText()).json();
        List<String> listed = new ArrayList<>();
        first.path("items").forEach(job -> listed.add(job.path("id").asText()));
        second.path("items").forEach(job -> listed.add(job.path("id").asText()));
        assertThat(listed.subList(0, 5)).isEqualTo(made);
    }

    @Test
    void aListCanBeLimitedToOneState() {
        String id = api.post(JOBS, objects(30)).json().path("id").asText();
        awaitQueued(id);
        JsonNode queued = api.get(JOBS + "?state=QUEUED&limit=200").json().path("items");
        assertThat(queued).allMatch(job -> job.path("state").asText().equals("QUEUED"));
        assertThat(queued).anyMatch(job -> job.path("id").asText().equals(id));
        JsonNode cancelled = api.get(JOBS + "?state=CANCELLED&limit=200").json().path("items");
        assertThat(cancelled).allMatch(job -> job.path("state").asText().equals("CANCELLED"));
    }

    private String objects(int steps) {
        return "{\"content\": %s, \"styles\": [%s], \"preset\": \"d2l\", \"overrides\": {\"steps\": %d}}"
                .formatted(content(), style(), steps);
    }

    private String content() {
        store.put("default/in/photo.jpg", SamplePictures.jpeg(80, 60));
        return "{\"object\": \"default/in/photo.jpg\"}";
    }

    private String style() {
        store.put("default/in/wave.png", SamplePictures.png(64, 64));
        return "{\"object\": \"default/in/wave.png\", \"bucket\": \"" + stack.bucket() + "\"}";
    }

    /** The pictures that the workers are asked for. */
    private JobPictures<ImageRef> requested(Api.Answer answer) {
        String id = answer.json().path("id").asText();
        awaitQueued(id);
        try (FakeWorker worker = new FakeWorker("w", stack.bootstrapServers())) {
            return worker.requests(JobId.parse(id)).get(0).job().pictures();
        }
    }

    private static Api.Multipart pictures(byte[] photo) {
        return new Api.Multipart().file("content", photo).file("style", SamplePictures.png(64, 64));
    }

    private void awaitQueued(String id) {
        await().atMost(ofSeconds(60)).untilAsserted(() -> assertThat(
                        api.get(JOBS + "/" + id).json().path("state").asText())
                .isEqualTo("QUEUED"));
    }
}
