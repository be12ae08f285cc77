package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stylize.proto.wire.Webhook;
import org.stylize.proto.wire.WebhookDefined;
import org.stylize.proto.wire.WebhookSecret;

class WebhookCodecTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final JobCodec codec = new JobCodec("/test");

    @Test
    void whatIsWrittenOfAWebhookIsRead() {
        WebhookRecord defined = new WebhookRecord.Defined(
                "wh_1",
                NOON,
                new Tenant("acme"),
                "https://acme.example/hook",
                "ours",
                Set.of("stylize.completed", "stylize.failed"),
                true,
                NOON.minusSeconds(2),
                NOON.minusSeconds(1),
                "key:1",
                List.of(new WebhookRecord.Secret(KEY, null), new WebhookRecord.Secret(KEY, NOON)));
        WebhookRecord well = new WebhookRecord.Health("wh_1", NOON, null, null, "");
        WebhookRecord off = new WebhookRecord.Health("wh_1", NOON, NOON.minusSeconds(9), NOON, "gone");

        for (WebhookRecord record : List.of(defined, well, off)) {
            Encoded encoded = codec.encodeWebhook(record);
            assertThat(codec.decodeWebhook(Received.of(encoded))).isEqualTo(record);
            assertThat(encoded.key()).isEqualTo(record.recordKey());
            assertThat(WebhookRecord.idOf(encoded.key())).isEqualTo("wh_1");
            assertThat(WebhookRecord.recordKeys("wh_1")).contains(encoded.key());
        }
    }

    @Test
    void whatIsWrittenOfAMessageIsRead() {
        WebhookDelivery fresh = WebhookDelivery.of(
                "msg_1", "wh_1", "stylize.completed", NOON, JobId.random(), 3, new WebhookDelivery.OfEvent(0), NOON);
        WebhookDelivery tried = fresh.after(
                new WebhookDelivery.Attempt(NOON, 41, 500, "the server answered with status 500"),
                WebhookDelivery.State.PENDING,
                NOON.plusSeconds(5));
        WebhookDelivery news = WebhookDelivery.of(
                "msg_2", "wh_1", "stylize.webhook.disabled", NOON, null, 0, new WebhookDelivery.Body("{}"), NOON);

        for (WebhookDelivery delivery : List.of(fresh, tried, tried.dropped(NOON), tried.replayed(NOON), news)) {
            Encoded encoded = codec.encodeDelivery(delivery);
            assertThat(codec.decodeDelivery(Received.of(encoded))).isEqualTo(delivery);
            assertThat(encoded.key()).isEqualTo(delivery.messageId());
        }
    }

    @Test
    void aMessageRemembersItsLastTenAttempts() {
        WebhookDelivery delivery = WebhookDelivery.of(
                "msg_1", "wh_1", "stylize.completed", NOON, null, 0, new WebhookDelivery.OfEvent(0), NOON);
        for (int i = 0; i < 15; i++) {
            delivery = delivery.after(
                    new WebhookDelivery.Attempt(NOON, i, 500, "no"), WebhookDelivery.State.PENDING, NOON);
        }
        assertThat(delivery.attempts()).isEqualTo(15);
        assertThat(delivery.last())
                .extracting(WebhookDelivery.Attempt::millis)
                .containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
    }

    @Test
    void whatCannotSignOrBeAHeaderIsUndecodable() {
        Webhook weak = Webhook.newBuilder()
                .setWebhookId("wh_1")
                .setDefined(WebhookDefined.newBuilder()
                        .setTenant("acme")
                        .addSecrets(WebhookSecret.newBuilder().setKey(ByteString.copyFromUtf8("short"))))
                .build();
        assertThatThrownBy(() -> codec.decodeWebhook(new Received("wh_1", weak.toByteString(), Map.of())))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("24 to 64 bytes");

        Encoded delivery = codec.encodeDelivery(WebhookDelivery.of(
                "msg_1", "wh_1", "stylize.completed", NOON, null, 0, new WebhookDelivery.OfEvent(0), NOON));
        assertThatThrownBy(() -> codec.decodeDelivery(new Received("msg\r\n1", delivery.value(), Map.of())))
                .isInstanceOf(UndecodableException.class);
    }
}
