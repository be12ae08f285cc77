package org.stylize.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.gateway.webhook.SampleMessages.ACME;
import static org.stylize.gateway.webhook.SampleMessages.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.access.Audit;
import org.stylize.gateway.ledger.TestClock;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;
import org.stylize.proto.Trace;
import org.stylize.proto.WebhookDelivery;

/** From an event to the end of its message, without a broker and without a network. */
class SendingTest {
    private static final Duration PATIENCE = Duration.ofDays(5);
    private static final int MOST_PENDING = 3;

    private final TestClock clock = new TestClock(NOON);
    private final Webhooks webhooks = new Webhooks();
    private final Deliveries deliveries = new Deliveries();
    private final RecordingWebhookLog log = new RecordingWebhookLog();
    private final Map<Long, KeptEvent> kept = new HashMap<>();
    private final List<AuditEvent> audited = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final Server server = new Server();
    private final Counts counts = new Counts();
    private final WebhookHealth health = new WebhookHealth(
            webhooks, deliveries, log, new SampleBodies(), new Audit(audited::add, clock), counts, PATIENCE, clock);
    private final Announcer announcer = new Announcer(webhooks, deliveries, log, health, MOST_PENDING, () -> {}, clock);
    private final Attempts attempts = new Attempts(
            webhooks,
            deliveries,
            log,
            new Events(),
            new SampleBodies(),
            server,
            health,
            new RetryRules(List.of(Duration.ofSeconds(5), Duration.ofHours(1)), () -> 0),
            counts,
            clock);

    @BeforeEach
    void listen() {
        webhooks.apply(SampleMessages.webhook("wh_1"));
    }

    @Test
    void anEventIsKeptAsAMessageAndThenSent() {
        announcer.announce(List.of(event(JobId.random(), 7)));

        assertThat(log.deliveries).hasSize(1);
        sendAll();
        assertThat(sent).hasSize(1);
        assertThat(log.deliveries.get(1).state()).isEqualTo(WebhookDelivery.State.DELIVERED);
        assertThat(counts.ended).containsExactly(WebhookDelivery.State.DELIVERED);
    }

    @Test
    void anEventThatIsReadTwiceMakesOneMessage() {
        KeptEvent event = event(JobId.random(), 7);
        announcer.announce(List.of(event));
        sendAll();
        announcer.announce(List.of(event));
        sendAll();

        assertThat(sent).hasSize(1);
    }

    @Test
    void whatCannotBeKeptIsNotAnnounced() {
        log.isAway = true;

        assertThatThrownBy(() -> announcer.announce(List.of(event(JobId.random(), 7))))
                .isInstanceOf(WebhooksUnavailableException.class);
        assertThat(deliveries.pending()).isZero();
    }

    @Test
    void eventsOfOthersAndOfEarlierTimesAreNotForIt() {
        JobId id = JobId.random();
        JobEvent early = new JobEvent.Cancelled(id, 3, NOON.minusSeconds(61));
        announcer.announce(List.of(
                new KeptEvent(0, 1, ACME, early, Trace.NONE),
                new KeptEvent(0, 2, ACME, new JobEvent.Queued(id, 2, NOON), Trace.NONE),
                new KeptEvent(0, 3, Tenant.DEFAULT, new JobEvent.Cancelled(id, 3, NOON), Trace.NONE)));

        assertThat(deliveries.pending()).isZero();
    }

    @Test
    void anOutcomeThatCannotBeKeptIsNotForgottenHere() {
        announcer.announce(List.of(event(JobId.random(), 7)));
        log.isAway = true;
        sendAll();
        sendAll();

        assertThat(sent).hasSize(1);
    }

    @Test
    void aMessageWhoseEventIsGoneIsDropped() {
        announcer.announce(List.of(event(JobId.random(), 7)));
        kept.clear();
        sendAll();

        assertThat(sent).isEmpty();
        assertThat(counts.ended).containsExactly(WebhookDelivery.State.DROPPED);
    }

    @Test
    void aMessageOfADeletedWebhookIsForgottenAfterAMinute() {
        announcer.announce(List.of(event(JobId.random(), 7)));
        webhooks.remove("wh_1");
        sendAll();
        assertThat(log.forgotten).isEmpty();
        assertThat(deliveries.pending()).isEqualTo(1);

        clock.advance(Duration.ofMinutes(2));
        sendAll();

        assertThat(log.forgotten).hasSize(1);
        assertThat(deliveries.pending()).isZero();
        assertThat(sent).isEmpty();
    }

    @Test
    void failuresAreRememberedUntilASuccess() {
        server.status = 500;
        announcer.announce(List.of(event(JobId.random(), 7)));
        sendAll();
        assertThat(webhook("wh_1").failingSince()).isEqualTo(NOON);

        server.status = 204;
        clock.advance(Duration.ofSeconds(6));
        sendAll();

        assertThat(webhook("wh_1").failingSince()).isNull();
        assertThat(webhook("wh_1").isOn()).isTrue();
        assertThat(log.records).hasSize(2);
    }

    @Test
    void afterDaysOfFailuresItIsSwitchedOffAndOthersAreTold() {
        webhooks.apply(SampleMessages.listeningTo("wh_2", EventTypes.DISABLED));
        server.status = 500;
        announcer.announce(List.of(event(JobId.random(), 7)));
        sendAll();
        clock.advance(PATIENCE.minusMillis(1));
        sendAll();
        assertThat(webhook("wh_1").isOn()).isTrue();

        announcer.announce(List.of(event(JobId.random(), 8)));
        clock.advance(Duration.ofMillis(1));
        sendAll();

        assertThat(webhook("wh_1").isOn()).isFalse();
        assertThat(webhook("wh_1").offReason()).contains("failing", "status 500");
        assertThat(counts.disabled).isEqualTo(1);
        assertThat(audited).hasSize(1);
        server.status = 204;
        sent.clear();
        sendAll();
        assertThat(sent).containsExactly("disabled wh_1");
    }

    @Test
    void oneForWhichTooManyWaitIsSwitchedOff() {
        for (int i = 0; i <= MOST_PENDING; i++) {
            announcer.announce(List.of(event(JobId.random(), i)));
        }
        assertThat(webhook("wh_1").isOn()).isFalse();
        assertThat(webhook("wh_1").offReason()).contains("3 messages wait");
        sendAll();
        assertThat(sent).isEmpty();
        assertThat(counts.ended).hasSize(MOST_PENDING).containsOnly(WebhookDelivery.State.DROPPED);
    }

    private KeptEvent event(JobId id, long offset) {
        KeptEvent event = SampleMessages.cancelled(id, 0, offset);
        kept.put(offset, event);
        return event;
    }

    private Webhook webhook(String id) {
        return webhooks.find(id).orElseThrow();
    }

    private void sendAll() {
        for (WebhookDelivery delivery : deliveries.claim(clock.instant(), partition -> true, any -> true)) {
            attempts.webhookOf(delivery)
                    .ifPresentOrElse(webhook -> attempts.make(delivery, webhook), () -> attempts.orphan(delivery));
        }
    }

    /** Answers all messages with one status. */
    private final class Server implements WebhookSender {
        private int status = 204;

        @Override
        public void check(String url) {}

        @Override
        public Answer send(String url, Map<String, String> headers, String body, Trace trace) {
            sent.add(body);
            return new Answer(status, "", null);
        }
    }

    /** The events that are kept. */
    private final class Events implements PastEvents {
        @Override
        public Optional<KeptEvent> find(int partition, long offset) {
            return Optional.ofNullable(kept.get(offset));
        }

        @Override
        public @Nullable Instant readSince(Instant since, Predicate<KeptEvent> reading) {
            throw new UnsupportedOperationException("nothing is replayed here");
        }
    }

    /** What was told. */
    private static final class Counts implements WebhookObserver {
        private final List<WebhookDelivery.State> ended = new ArrayList<>();
        private int disabled;

        @Override
        public void attempted(boolean succeeded, Duration took) {}

        @Override
        public void ended(WebhookDelivery.State state) {
            ended.add(state);
        }

        @Override
        public void disabled() {
            disabled++;
        }
    }
}
