package org.stylize.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.gateway.webhook.SampleMessages.ACME;
import static org.stylize.gateway.webhook.SampleMessages.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.gateway.ledger.TestClock;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.Trace;
import org.stylize.recipe.Losses;

class ProgressNoticesTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock(NOON);
    private final Webhooks webhooks = new Webhooks();
    private final LinkedBlockingQueue<String> sent = new LinkedBlockingQueue<>();
    private final JobId job = JobId.random();
    private final JobId strangers = JobId.random();
    private final ProgressNotices notices = notices(INTERVAL);

    @AfterEach
    void close() {
        notices.close();
    }

    @Test
    void aJobsProgressIsSentNowAndThen() throws InterruptedException {
        webhooks.apply(SampleMessages.listeningTo("wh_1", EventTypes.PROGRESS));
        for (int second = 0; second <= 25; second++) {
            notices.offer(progress(job, second, clock.instant()));
            if (second % INTERVAL.toSeconds() == 0) {
                assertThat(next()).isEqualTo("step " + second);
            }
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void jobsDoNotHoldEachOtherUp() throws InterruptedException {
        webhooks.apply(SampleMessages.listeningTo("wh_1", EventTypes.PROGRESS));

        notices.offer(progress(job, 1, NOON));
        assertThat(next()).isEqualTo("step 1");
        notices.offer(progress(JobId.random(), 2, NOON));
        assertThat(next()).isEqualTo("step 2");
    }

    @Test
    void whoDoesNotListenOrOwnsOtherJobsHearsNothing() throws InterruptedException {
        webhooks.apply(SampleMessages.webhook("wh_usual"));
        assertThat(notices.isWanted()).isFalse();
        webhooks.apply(SampleMessages.listeningTo("wh_1", EventTypes.PROGRESS));
        assertThat(notices.isWanted()).isTrue();

        notices.offer(progress(strangers, 1, NOON));
        notices.offer(progress(job, 2, NOON.minusSeconds(31)));
        notices.offer(progress(job, 3, NOON));

        assertThat(next()).isEqualTo("step 3");
        assertThat(sent).isEmpty();
    }

    @Test
    void theIntervalHasALimit() {
        assertThatThrownBy(() -> notices(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("progress-interval");
    }

    private ProgressNotices notices(Duration interval) {
        return new ProgressNotices(
                webhooks,
                new SampleBodies(),
                new Server(),
                id -> id.equals(strangers) ? Optional.empty() : Optional.of(ACME),
                interval,
                8,
                clock);
    }

    private @Nullable String next() throws InterruptedException {
        return sent.poll(1, TimeUnit.MINUTES);
    }

    private static JobProgress progress(JobId id, int step, Instant at) {
        return new JobProgress(
                id, SampleJobs.attempt(1), at, step, 100, new Losses(1, 1, 1, 3, Map.of()), 0.1, 2, 50, null);
    }

    private final class Server implements WebhookSender {
        @Override
        public void check(String url) {}

        @Override
        public Answer send(String url, Map<String, String> headers, String body, Trace trace) {
            sent.add(body);
            return new Answer(204, "", null);
        }
    }
}
