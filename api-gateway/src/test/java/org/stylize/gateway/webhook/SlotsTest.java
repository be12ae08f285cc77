package org.stylize.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.webhook.SampleMessages.NOON;

import org.junit.jupiter.api.Test;
import org.stylize.proto.WebhookRecord;

class SlotsTest {
    private static final Webhook WELL = new Webhook(SampleMessages.webhook("wh_well"), null);
    private static final Webhook FAILING = new Webhook(
            SampleMessages.webhook("wh_failing"), new WebhookRecord.Health("wh_failing", NOON, NOON, null, ""));

    @Test
    void aWebhookHasFourAndOneThatFailsHasOne() {
        Slots slots = new Slots(64);

        assertThat(taken(slots, WELL, 10)).isEqualTo(4);
        assertThat(taken(slots, FAILING, 10)).isEqualTo(1);
    }

    @Test
    void aTenantHasAQuarter() {
        Slots slots = new Slots(12);

        assertThat(taken(slots, WELL, 10)).isEqualTo(3);
        assertThat(taken(slots, FAILING, 10)).isZero();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Slots slots = new Slots(4);
        assertThat(taken(slots, WELL, 2)).isEqualTo(1);

        slots.give(WELL);

        assertThat(taken(slots, FAILING, 2)).isEqualTo(1);
    }

    private static long taken(Slots slots, Webhook webhook, int tries) {
        long taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += slots.take(webhook) ? 1 : 0;
        }
        return taken;
    }
}
