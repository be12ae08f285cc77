package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.access.KeyText;
import org.stylize.proto.Encoded;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;
import org.stylize.stack.StackProcess;

/** Tenants that have used what they may are refused, and others are served. */
@QuarkusTest
@TestProfile(LimitedProfile.class)
class QuotaIT {
    private static final String JOBS = "/v1/stylizations";
    /** 40 steps at 256 x 192 pixels: 2 million pixel-steps. */
    private static final String OVERRIDES =
            ", \"preset\": \"d2l\", \"overrides\": {\"steps\": 40, \"longSidePixels\": 256}";

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI managementBase;

    StackProcess stack;
    KeyText firstKey;

    private Api api;
    private Api management;
    private TestStore store;

    @BeforeEach
    void connect() {
        api = new Api(base.getPort());
        management = new Api(managementBase.getPort());
        store = new TestStore(stack);
        await().atMost(ofSeconds(60))
                .until(() -> management.get("/q/health/ready").status() == 200);
    }

    @Test
    void aTenantInHasteIsRefusedAndAnotherIsServed() {
        String hasty = key("hasty");
        String other = key("other");
        for (int left = 2; left >= 0; left--) {
            Api.Answer accepted = submit("hasty", hasty);
            assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
            assertThat(accepted.header("RateLimit-Policy")).isEqualTo("\"submissions\";q=3;w=30");
            assertThat(accepted.header("RateLimit")).startsWith("\"submissions\";r=" + left + ";t=");
        }
        Api.Answer refused = submit("hasty", hasty);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("/problems/rate-limited");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
        assertThat(refused.header("RateLimit")).startsWith("\"submissions\";r=0;t=");
        Api.Answer served = submit("other", other);
        assertThat(served.status()).as(served.text()).isEqualTo(202);
        assertThat(served.header("RateLimit")).isEmpty();
        assertThat(management.get("/q/metrics").text())
                .contains("stylize_quota_refused_total{door=\"http\",quota=\"submissions\"} 1.0");
    }

    @Test
    void openJobsAreLimitedOverRestAndOverKafkaUntilOneEnds() {
        String key = key("patient");
        JobId first = accepted(submit("patient", key));
        accepted(submit("patient", key));
        Api.Answer refused = submit("patient", key);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("/problems/quota-exceeded");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.header("RateLimit")).isEqualTo("\"open-jobs\";r=0");

        await().atMost(ofSeconds(60)).until(() -> "QUEUED".equals(state(key, first)));
        JobId overKafka = JobId.random();
        submitOverKafka("patient", overKafka);
        await().atMost(ofSeconds(60)).until(() -> "FAILED".equals(state(key, overKafka)));
        assertThat(view(key, overKafka).json().at("/problem/type").asText()).isEqualTo("/problems/quota-exceeded");

        assertThat(api.send(api.request(JOBS + "/" + first + "/cancel", authorization(key))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
        await().atMost(ofSeconds(60)).until(() -> submit("patient", key).status() == 202);
    }

    @Test
    void pixelStepsOfTheDayAreLimitedAndARepeatedRequestIsNotANewJob() {
        String key = key("daily");
        String id = UUID.randomUUID().toString();
        Api.Answer first = put("daily", key, id);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        Api.Answer refused = submit("daily", key);
        assertThat(refused.status()).as(refused.text()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("/problems/quota-exceeded");
        assertThat(refused.header("RateLimit-Policy"))
                .isEqualTo("\"pixel-steps\";q=3000000;qu=\"pixel-steps\";w=86400");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_400);
        assertThat(put("daily", key, id).status()).isEqualTo(202);
    }

    @Test
    void storedBytesAreLimitedUntilThereAreFewer() {
        String key = key("keeper");
        Api.Answer first = submit("keeper", key);
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"stored-bytes\";q=1048576;qu=\"bytes\"");

        store.put("keeper/large.bin", new byte[2_000_000]);
        await().atMost(ofSeconds(60)).untilAsserted(() -> {
            Api.Answer refused = submit("keeper", key);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.problem()).isEqualTo("/problems/quota-exceeded");
            assertThat(refused.header("RateLimit")).isEqualTo("\"stored-bytes\";r=0");
        });

        store.put("keeper/large.bin", new byte[1]);
        await().atMost(ofSeconds(60)).until(() -> submit("keeper", key).status() == 202);
    }

    @Test
    void eventStreamsAreLimited() throws Exception {
        String key = key("watcher");
        JobId id = accepted(submit("watcher", key));
        await().atMost(ofSeconds(60)).until(() -> "QUEUED".equals(state(key, id)));
        HttpResponse<InputStream> stream = api.http()
                .send(
                        api.request(JOBS + "/" + id + "/events", authorization(key))
                                .GET()
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        Api.Answer refused = api.get(JOBS + "/" + id + "/events", authorization(key));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("/problems/quota-exceeded");
        stream.body().close();
        await().atMost(ofSeconds(60)).untilAsserted(() -> {
            HttpResponse<InputStream> next = api.http()
                    .send(
                            api.request(JOBS + "/" + id + "/events", authorization(key))
                                    .GET()
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            next.body().close();
            assertThat(next.statusCode()).isEqualTo(200);
        });
    }

    private String key(String tenant) {
        Api.Answer made = api.post(
                "/v1/keys",
                "{\"name\":\"all\",\"tenant\":\"" + tenant + "\",\"scopes\":[\"submit\",\"read\",\"cancel\"]}",
                authorization(firstKey.reveal()));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        store.put(tenant + "/photo.jpg", SamplePictures.jpeg(80, 60));
        store.put(tenant + "/wave.png", SamplePictures.png(64, 64));
        return made.json().path("key").asText();
    }

    private Api.Answer submit(String tenant, String key) {
        return api.post(JOBS, body(tenant), authorization(key));
    }

    private Api.Answer put(String tenant, String key, String id) {
        return api.put(JOBS + "/" + id, body(tenant), authorization(key));
    }

    private static String body(String tenant) {
        return "{\"content\": {\"object\": \"" + tenant + "/photo.jpg\"}, \"styles\": [{\"object\": \"" + tenant
                + "/wave.png\"}]" + OVERRIDES + "}";
    }

    private void submitOverKafka(String tenant, JobId id) {
        StylizationJob job = StylizationJob.of(
                        id,
                        JobPictures.of(
                                new ImageRef(stack.bucket(), tenant + "/photo.jpg"),
                                List.of(new ImageRef(stack.bucket(), tenant + "/wave.png"))),
                        new RecipeChoice.Preset("d2l", ""),
                        Instant.now(),
                        null)
                .withTenant(new Tenant(tenant));
        Encoded record = new JobCodec("/another/team").encodeSubmission(job);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(
                    Topics.SUBMISSIONS,
                    null,
                    record.key(),
                    record.value().toByteArray(),
                    KafkaRecords.headers(record))); // closing waits for it
        }
    }

    private static JobId accepted(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return JobId.parse(answer.json().path("id").asText());
    }

    private String state(String key, JobId id) {
        return view(key, id).json().path("state").asText();
    }

    private Api.Answer view(String key, JobId id) {
        return api.get(JOBS + "/" + id, authorization(key));
    }

    private static String[] authorization(String key) {
        return new String[] {"Authorization", "Bearer " + key};
    }
}
