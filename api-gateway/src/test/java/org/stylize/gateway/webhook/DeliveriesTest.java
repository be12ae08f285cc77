package org.stylize.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.webhook.SampleMessages.NOON;
import static org.stylize.gateway.webhook.SampleMessages.message;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stylize.proto.WebhookDelivery;

class DeliveriesTest {
    private final Deliveries deliveries = new Deliveries();

    @Test
    void givesOutWhatIsDueOnceAndOnlyOfOwnPartitions() {
        deliveries.apply(message("wh_1", "msg_1", 0, NOON));
        deliveries.apply(message("wh_1", "msg_2", 1, NOON));
        deliveries.apply(message("wh_1", "msg_3", 0, NOON.plusSeconds(9)));

        assertThat(claimed(0)).containsExactly("msg_1");
        assertThat(claimed(0)).isEmpty();
        assertThat(claimed(1)).containsExactly("msg_2");
    }

    @Test
    void whatWasHandedBackIsGivenOutAgain() {
        WebhookDelivery message = message("wh_1", "msg_1", 0, NOON);
        deliveries.apply(message);
        assertThat(claimed(0)).hasSize(1);

        deliveries.unclaim(message);

        assertThat(claimed(0)).containsExactly("msg_1");
    }

    @Test
    void anOlderStateChangesNothing() {
        WebhookDelivery first = message("wh_1", "msg_1", 0, NOON);
        WebhookDelivery later = first.dropped(NOON.plusSeconds(1));
        deliveries.apply(later);
        deliveries.apply(first);

        assertThat(deliveries.find("wh_1", "msg_1")).contains(later);
        assertThat(deliveries.pending()).isZero();
    }

    @Test
    void ofTwoThatWentOnFromTheSameStateTheOneThatEndedItCounts() {
        WebhookDelivery first = message("wh_1", "msg_1", 0, NOON);
        WebhookDelivery ended = first.dropped(NOON);
        WebhookDelivery waits = first.postponed(NOON, NOON.plusSeconds(5));
        assertThat(ended.version()).isEqualTo(waits.version());

        deliveries.apply(waits);
        deliveries.apply(ended);
        deliveries.apply(waits);

        assertThat(deliveries.find("wh_1", "msg_1")).contains(ended);
    }

    @Test
    void oneWithoutRoomHoldsUpNoOther() {
        for (int i = 0; i < 3; i++) {
            deliveries.apply(message("wh_full", "msg_full_" + i, 0, NOON));
            deliveries.apply(message("wh_free", "msg_free_" + i, 0, NOON));
        }
        List<WebhookDelivery> claimed = deliveries.claim(
                NOON, partition -> true, delivery -> delivery.webhookId().equals("wh_free"));

        assertThat(claimed).hasSize(3).allMatch(delivery -> delivery.webhookId().equals("wh_free"));
    }

    @Test
    void theTurnGoesRound() {
        for (String webhook : List.of("wh_1", "wh_2", "wh_3")) {
            for (int i = 0; i < 2; i++) {
                deliveries.apply(message(webhook, webhook + "_" + i, 0, NOON));
            }
        }
        assertThat(List.of(claimOne(), claimOne(), claimOne()))
                .extracting(WebhookDelivery::webhookId)
                .containsExactlyInAnyOrder("wh_1", "wh_2", "wh_3");
    }

    @Test
    void remembersTheLastHundredThatEnded() {
        for (int i = 0; i < 150; i++) {
            deliveries.apply(message("wh_1", "msg_" + i, 0, NOON.plusMillis(i)).dropped(NOON.plusMillis(i)));
        }
        assertThat(deliveries.list("wh_1", 200)).hasSize(Deliveries.ENDED_KEPT);
        assertThat(deliveries.list("wh_1", 1).get(0).messageId()).isEqualTo("msg_149");
        assertThat(deliveries.find("wh_1", "msg_0")).isEmpty();
    }

    @Test
    void aDeletedWebhookHasNoMessages() {
        deliveries.apply(message("wh_1", "msg_1", 0, NOON));
        deliveries.remove("wh_1");

        assertThat(claimed(0)).isEmpty();
        assertThat(deliveries.pending()).isZero();
    }

    private List<String> claimed(int partition) {
        return deliveries.claim(NOON, own -> own == partition, delivery -> true).stream()
                .map(WebhookDelivery::messageId)
                .toList();
    }

    private WebhookDelivery claimOne() {
        boolean[] taken = {false};
        List<WebhookDelivery> one = deliveries.claim(NOON, partition -> true, delivery -> {
            boolean room = !taken[0];
            taken[0] = true;
            return room;
        });
        assertThat(one).hasSize(1);
        return one.get(0);
    }
}
