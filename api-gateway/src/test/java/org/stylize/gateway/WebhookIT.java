package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.proto.Attempt;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Topics;

/** Webhooks from the request that makes them to the message; {@link StackResource} allows 127.0.0.1 and has short waits. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class WebhookIT extends OnStackWithWorker {
    private static final String WEBHOOKS = "/v1/webhooks";
    private static final Duration SOON = ofSeconds(30);

    private WebhookReceiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void deleteAll() {
        api.get(WEBHOOKS).json().path("items").forEach(webhook -> api.delete(self(webhook)));
        receiver.close();
    }

    @Test
    void aWebhookGetsTheEndOfAJobSigned() {
        JsonNode webhook = create("/all");
        JobId id = cancelled();

        WebhookReceiver.Message message = first("/all", id);

        assertThat(message.type()).isEqualTo("stylize.cancelled");
        assertThat(message.isSignedWith(webhook.path("secret").asText())).isTrue();
        assertThat(message.signatures()).hasSize(1);
        assertThat(message.json().path("data").path("type").asText()).isEqualTo("cancelled");
        assertThat(message.json().path("data").path("links").path("self").asText())
                .isEqualTo(path(id));
        assertThat(message.json().path("timestamp").asText())
                .isEqualTo(message.json().path("data").path("at").asText());
        assertThat(Instant.ofEpochSecond(Long.parseLong(message.timestamp())))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        delivery(webhook, message.id()).path("state").asText())
                .isEqualTo("delivered"));
    }

    @Test
    void progressIsToldNowAndThenToWhoeverListens() {
        create("/progress", "\"events\": [\"stylize.progress\"]");
        create("/ends");
        JobId id = submit();
        awaitState(id, "QUEUED");
        Attempt attempt = worker.attempt(1);
        worker.started(id, attempt);
        awaitState(id, "RUNNING");

        for (int step = 1; step <= 20; step++) {
            worker.progress(id, attempt, step);
        }
        WebhookReceiver.Message message = first("/progress", id);
        worker.completed(id, attempt, store.put("default/jobs/" + id + "/pastiche.png", SamplePictures.png(8, 8)));
        first("/ends", id); // what was to come of the progress has come

        assertThat(message.type()).isEqualTo("stylize.progress");
        JsonNode data = message.json().path("data");
        assertThat(data.path("step").asInt()).isBetween(1, 20);
        assertThat(data.path("steps").asInt()).isEqualTo(100);
        assertThat(data.path("losses").path("total").asDouble()).isPositive();
        assertThat(data.path("links").path("self").asText()).isEqualTo(path(id));
        assertThat(receiver.at("/progress", id)).as("within ten seconds").hasSizeLessThanOrEqualTo(3);
        assertThat(receiver.at("/ends", id))
                .extracting(WebhookReceiver.Message::type)
                .containsExactly("stylize.completed");
    }

    @Test
    void aCompletedJobComesWithTheFieldsOfItsEvent() {
        create("/completed");
        JobId id = submit();
        awaitState(id, "QUEUED");
        worker.completed(
                id, worker.attempt(1), store.put("default/jobs/" + id + "/pastiche.png", SamplePictures.png(8, 8)));

        JsonNode message = first("/completed", id).json();

        assertThat(message.path("type").asText()).isEqualTo("stylize.completed");
        assertThat(message.path("data").path("result").asText()).endsWith("/" + id + "/pastiche.png");
        assertThat(message.path("data").path("losses").path("total").isNumber()).isTrue();
        assertThat(message.path("data").path("links").path("result").asText()).isEqualTo(path(id) + "/result");
    }

    @Test
    void onlyTheEventsThatItListensToAreSent() {
        create("/queued", "\"events\": [\"stylize.queued\"]");
        create("/failed", "\"events\": [\"stylize.failed\"]");
        create("/ends");
        JobId id = cancelled();

        first("/ends", id);
        assertThat(first("/queued", id).type()).isEqualTo("stylize.queued");
        assertThat(receiver.at("/queued", id)).hasSize(1);
        assertThat(receiver.at("/failed")).isEmpty();
    }

    @Test
    void aServerThatFailsGetsTheMessageAgainUnderTheSameId() {
        JsonNode webhook = create("/shaky");
        receiver.answer("/shaky", (number, headers) -> number <= 2 ? 500 : 200);
        JobId id = cancelled();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(receiver.at("/shaky", id)).hasSize(3));
        List<WebhookReceiver.Message> attempts = receiver.at("/shaky", id);
        assertThat(attempts)
                .extracting(WebhookReceiver.Message::id)
                .containsOnly(attempts.get(0).id());
        assertThat(attempts)
                .extracting(WebhookReceiver.Message::body)
                .containsOnly(attempts.get(0).body());
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode delivery = delivery(webhook, attempts.get(0).id());
            assertThat(delivery.path("state").asText()).isEqualTo("delivered");
            assertThat(delivery.path("lastAttempts").findValuesAsText("status")).containsExactly("500", "500", "200");
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        api.get(self(webhook)).json().path("state").asText())
                .isEqualTo("on"));
    }

    @Test
    void afterTheLastAttemptTheMessageIsGivenUpAndItsReplayStartsOver() {
        JsonNode webhook = create("/down");
        receiver.answer("/down", (number, headers) -> number <= 4 ? 500 : 204);
        JobId id = cancelled();
        String message = first("/down", id).id();
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        delivery(webhook, message).path("state").asText())
                .isEqualTo("given-up"));
        assertThat(api.get(self(webhook)).json().path("state").asText()).isEqualTo("failing");

        Api.Answer again = api.post(self(webhook) + "/deliveries/" + message + "/replay");

        assertThat(again.status()).as(again.text()).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        delivery(webhook, message).path("state").asText())
                .isEqualTo("delivered"));
        assertThat(receiver.at("/down", id)).hasSize(5);
    }

    @Test
    void aServerThatFailsIsLeftAloneAndThenGetsEverything() {
        JsonNode webhook = create("/away");
        AtomicBoolean isAway = new AtomicBoolean(true);
        receiver.answer("/away", (number, headers) -> isAway.get() ? 503 : 204);
        List<JobId> ended = IntStream.range(0, 30).mapToObj(i -> cancelled()).toList();
        await().atMost(SOON).untilAsserted(() -> assertThat(deliveries(webhook)).hasSize(ended.size()));

        assertThat(deliveries(webhook))
                .as("messages that wait with all their attempts")
                .anyMatch(delivery -> delivery.path("attempts").asInt() == 0);
        isAway.set(false);
        assertThat(api.post(self(webhook) + "/test").json().path("delivered").asBoolean())
                .isTrue();

        await().atMost(SOON).untilAsserted(() -> assertThat(states(webhook)).doesNotContain("pending"));
        assertThat(states(webhook))
                .as("the tests give up after four attempts, so the first may have had theirs")
                .filteredOn("delivered"::equals)
                .hasSizeGreaterThan(20);
    }

    @Test
    void allEventsSinceATimeAreReplayed() {
        Instant before = Instant.now().minusSeconds(1);
        JsonNode webhook = create("/replayed");
        JobId one = cancelled();
        JobId other = cancelled();
        first("/replayed", one);
        first("/replayed", other);
        await().atMost(SOON).untilAsserted(() -> assertThat(states(webhook)).containsOnly("delivered"));

        Api.Answer answer = api.post(self(webhook) + "/replay", "{\"since\": \"" + before + "\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("messages").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(answer.json().has("next")).isFalse();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(receiver.at("/replayed", one)).hasSize(2);
            assertThat(receiver.at("/replayed", other)).hasSize(2);
        });
        assertThat(receiver.at("/replayed", one))
                .extracting(WebhookReceiver.Message::id)
                .containsOnly(receiver.at("/replayed", one).get(0).id());
    }

    @Test
    void afterARotationBothSecretsSign() {
        JsonNode webhook = create("/rotated");
        String old = webhook.path("secret").asText();

        JsonNode rotated = api.post(self(webhook) + "/rotate").json();
        JobId id = cancelled();

        WebhookReceiver.Message message = first("/rotated", id);
        assertThat(message.signatures()).hasSize(2);
        assertThat(message.isSignedWith(old)).isTrue();
        assertThat(message.isSignedWith(rotated.path("secret").asText())).isTrue();
        assertThat(rotated.path("secret").asText()).isNotEqualTo(old);
        assertThat(Instant.parse(rotated.path("oldSecretUntil").asText()))
                .isAfter(Instant.now().plus(Duration.ofHours(23)));
        assertThat(api.get(self(webhook)).text()).doesNotContain("whsec_");
        assertThat(api.get(WEBHOOKS).text()).doesNotContain("whsec_");
    }

    @Test
    void oneThatIsGoneIsSwitchedOffAndOthersAreTold() {
        JsonNode gone = create("/gone");
        create("/other");
        receiver.answer("/gone", (number, headers) -> number == 1 ? 410 : 204);
        JobId id = cancelled();

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode now = api.get(self(gone)).json();
            assertThat(now.path("state").asText()).isEqualTo("disabled");
            assertThat(now.path("disabledReason").asText()).contains("410");
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(receiver.at("/other"))
                .anyMatch(message -> message.type().equals("stylize.webhook.disabled")
                        && message.job().equals(gone.path("id").asText())));
        first("/other", id);
        JobId missed = cancelled();
        first("/other", missed);
        assertThat(receiver.at("/gone", missed)).isEmpty();
        try (AuditTopic audit = new AuditTopic(stack.bootstrapServers())) {
            await().atMost(SOON).untilAsserted(() -> assertThat(audit.of("gateway"))
                    .extracting(AuditEvent::what)
                    .anyMatch(what -> what instanceof AuditEvent.Webhook off
                            && off.webhookId().equals(gone.path("id").asText())
                            && off.change().equals("disabled")));
        }

        assertThat(patch(gone, "{\"enabled\": true}").json().path("state").asText())
                .isEqualTo("on");
        Api.Answer replay = api.post(
                self(gone) + "/replay",
                "{\"since\": \"" + gone.path("createdAt").asText() + "\"}");
        assertThat(replay.status()).as(replay.text()).isEqualTo(202);
        assertThat(first("/gone", missed).type()).isEqualTo("stylize.cancelled");
    }

    @Test
    void aServerThatHangsHoldsUpNoOther() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        create("/hanging");
        create("/quick");
        receiver.answer("/hanging", (number, headers) -> {
            hanging.await(60, TimeUnit.SECONDS);
            return 204;
        });
        for (int i = 0; i < 6; i++) {
            first("/quick", cancelled());
        }
        assertThat(receiver.at("/hanging")).isNotEmpty();
        assertThat(hanging.getCount()).as("none of them was answered").isEqualTo(1);
        hanging.countDown();
    }

    @Test
    void theTestButtonSaysWhatCameOfIt() {
        JsonNode webhook = create("/tested");

        JsonNode good = api.post(self(webhook) + "/test").json();
        receiver.answer("/tested", (number, headers) -> {
            headers.set("Location", receiver.url("/elsewhere"));
            return 307;
        });
        JsonNode bad = api.post(self(webhook) + "/test").json();

        assertThat(good.path("delivered").asBoolean()).isTrue();
        assertThat(good.path("status").asInt()).isEqualTo(204);
        assertThat(bad.path("delivered").asBoolean()).isFalse();
        assertThat(bad.path("problem").asText()).contains("307", "redirects are not followed");
        assertThat(receiver.at("/tested").get(0).type()).isEqualTo("stylize.test");
        assertThat(receiver.at("/tested")
                        .get(0)
                        .isSignedWith(webhook.path("secret").asText()))
                .isTrue();
        assertThat(receiver.at("/elsewhere")).isEmpty();
    }

    @Test
    void aDeletedWebhookGetsNothingMore() {
        JsonNode webhook = create("/deleted");
        create("/stays");
        receiver.answer("/deleted", (number, headers) -> 500);
        JobId id = cancelled();
        first("/deleted", id);

        assertThat(api.delete(self(webhook)).status()).isEqualTo(204);
        int before = receiver.at("/deleted").size();
        first("/stays", cancelled());

        assertThat(api.get(self(webhook)).status()).isEqualTo(404);
        assertThat(api.get(self(webhook)).problem()).isEqualTo("/problems/unknown-webhook");
        assertThat(receiver.at("/deleted").size()).isLessThanOrEqualTo(before + 1); // one may have been on its way
    }

    @Test
    void aPausedWebhookGetsNothing() {
        JsonNode webhook = create("/paused");
        create("/listening");
        assertThat(patch(webhook, "{\"enabled\": false}").json().path("state").asText())
                .isEqualTo("paused");

        first("/listening", cancelled());

        assertThat(receiver.at("/paused")).isEmpty();
        assertThat(api.post(self(webhook) + "/replay", "{\"since\": \"2026-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | url    | needs a url",
                "{\"url\": \"ftp://127.0.0.1/\"}                 | url    | must begin with https://",
                "{\"url\": \"http://127.0.0.2/hook\"}            | url    | not a host of the public internet",
                "{\"url\": \"http://169.254.169.254/latest\"}    | url    | not a host of the public internet",
                "{\"url\": \"http://[::1]/hook\"}                | url    | not a host of the public internet",
                "{\"url\": \"http://2130706434/hook\"}           | url    | not a host of the public internet",
                "{\"url\": \"https://a:b@shop.example/\"}        | url    | user name",
                "{\"url\": \"https://shop.example/\", \"events\": []}            | events | is empty",
                "{\"url\": \"https://shop.example/\", \"events\": [\"done\"]}    | events | has [done]",
                "{\"url\": \"https://shop.example/\", \"evnets\": []}            | evnets | is not a field here",
            })
    void aWrongRequestIsNamed(String body, String field, String detail) {
        Api.Answer answer = api.post(WEBHOOKS, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).isEqualTo(field);
        assertThat(answer.json().path("detail").asText()).contains(detail);
    }

    @Test
    void aTenantHasTenWebhooksAtMost() {
        for (int i = 0; i < 10; i++) {
            create("/many");
        }
        Api.Answer answer = api.post(WEBHOOKS, "{\"url\": \"" + receiver.url("/many") + "\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText()).contains("10 webhooks");
    }

    @Test
    void recordsThatNobodyCanReadStopNothing() throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", stack.bootstrapServers());
        try (KafkaProducer<String, byte[]> stranger =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (String topic : List.of(Topics.WEBHOOKS, Topics.WEBHOOK_DELIVERIES, Topics.EVENTS)) {
                stranger.send(new ProducerRecord<>(topic, "a stranger's", new byte[] {1, 2, 3}))
                        .get();
                stranger.send(new ProducerRecord<>(topic, "another", new byte[0]))
                        .get();
                stranger.send(new ProducerRecord<>(topic, "a stranger's", null)).get();
            }
        }
        create("/after-all");

        assertThat(first("/after-all", cancelled()).type()).isEqualTo("stylize.cancelled");
    }

    private JsonNode create(String path) {
        return create(path, "\"description\": \"" + path + "\"");
    }

    private JsonNode create(String path, String fields) {
        return created("{\"url\": \"" + receiver.url(path) + "\", " + fields + "}");
    }

    private JsonNode created(String body) {
        Api.Answer answer = api.post(WEBHOOKS, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.header("Location")).endsWith(self(answer.json()));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.json();
    }

    private Api.Answer patch(JsonNode webhook, String body) {
        return api.send(api.request(self(webhook), "Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private JobId cancelled() {
        JobId id = submit();
        assertThat(api.post(path(id) + "/cancel").status()).isEqualTo(200);
        return id;
    }

    private WebhookReceiver.Message first(String path, JobId id) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(receiver.at(path, id)).isNotEmpty());
        return receiver.at(path, id).get(0);
    }

    private JsonNode delivery(JsonNode webhook, String messageId) {
        for (JsonNode delivery : deliveries(webhook)) {
            if (delivery.path("id").asText().equals(messageId)) {
                return delivery;
            }
        }
        throw new AssertionError("no message " + messageId + " in " + deliveries(webhook));
    }

    private List<String> states(JsonNode webhook) {
        return deliveries(webhook).findValuesAsText("state");
    }

    private JsonNode deliveries(JsonNode webhook) {
        return api.get(self(webhook) + "/deliveries?limit=200").json().path("items");
    }

    private static String self(JsonNode webhook) {
        return WEBHOOKS + "/" + webhook.path("id").asText();
    }
}
