package org.stylize.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.proto.Tenant.DEFAULT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;

class WideFeedTest {
    private static final Tenant ANNA = new Tenant("anna");
    private static final BatchId BATCH = BatchId.random();

    private final WideFeed feed = new WideFeed(5);

    @Test
    void aFollowerGetsTheEventsOfItsTenantAndBatchOnly() {
        WideFollowing tenants = follow(DEFAULT, null, null);
        WideFollowing batchs = follow(DEFAULT, BATCH, null);
        JobEvent single = publish(0, 10, DEFAULT, null);
        JobEvent ofBatch = publish(1, 7, DEFAULT, BATCH);
        publish(0, 12, ANNA, BATCH);
        assertThat(events(tenants)).containsExactly(single, ofBatch);
        assertThat(events(batchs)).containsExactly(ofBatch);
        tenants.close();
        publish(0, 13, DEFAULT, null);
        assertThat(events(tenants)).isEmpty();
        assertThat(feed.followers()).isEqualTo(1);
    }

    @Test
    void aFollowerGoesOnAfterItsLastEventHereOrElsewhere() {
        publish(0, 10, DEFAULT, null);
        publish(1, 7, DEFAULT, null);
        JobEvent missed = publish(0, 11, DEFAULT, null);

        WideFeed elsewhere = new WideFeed(5);
        JobEvent late = event();
        elsewhere.publish(1, 7, DEFAULT, null, late); // another order
        elsewhere.publish(0, 10, DEFAULT, null, event());
        elsewhere.publish(0, 11, DEFAULT, null, missed);
        FeedPosition position = FeedPosition.parse("0:11,1:7").orElseThrow();
        assertThat(events(elsewhere.follow(new WideFeed.Scope(DEFAULT, null), position, () -> {})))
                .containsExactly(late, missed);
        assertThat(events(follow(DEFAULT, null, FeedPosition.parse("0:11,1:8").orElseThrow())))
                .containsExactly(missed);
        assertThat(events(follow(DEFAULT, null, feed.position()))).isEmpty();
    }

    @Test
    void aFollowerWhoseEventsAreForgottenIsToldSo() {
        publish(0, 1, DEFAULT, null);
        FeedPosition early = feed.position();
        for (int offset = 2; offset < 9; offset++) {
            publish(0, offset, DEFAULT, null);
        }
        WideFollowing late = follow(DEFAULT, null, early);
        assertThat(late.poll()).isEqualTo(new WideItem(null, feed.position()));
        assertThat(late.poll()).isNull();
        assertThat(follow(DEFAULT, null, new FeedPosition(Map.of())).poll())
                .isEqualTo(new WideItem(null, feed.position()));
    }

    @Test
    void aFollowerWhoseEventsCameBeforeTheFeedBeganIsToldSo() {
        feed.begin(0, 10);
        feed.begin(1, 5);
        assertThat(feed.position()).hasToString("0:10,1:5");
        assertThat(follow(DEFAULT, null, FeedPosition.parse("0:10,1:4").orElseThrow())
                        .poll())
                .isEqualTo(new WideItem(null, feed.position()));
        WideFollowing follower =
                follow(DEFAULT, null, FeedPosition.parse("0:10,1:5").orElseThrow());
        JobEvent first = publish(1, 8, DEFAULT, null);
        assertThat(events(follower)).containsExactly(first);
    }

    @Test
    void aSlowFollowerIsToldSo() {
        WideFollowing slow = follow(DEFAULT, null, null);
        for (int offset = 0; offset <= WideFollowing.MOST_WAITING; offset++) {
            publish(0, offset, DEFAULT, null);
        }
        assertThat(slow.poll()).isEqualTo(new WideItem(null, feed.position()));
        assertThat(slow.poll()).isNull();
    }

    @Test
    void anEventThatComesAgainIsSentOnce() {
        WideFollowing follower = follow(DEFAULT, null, null);
        JobEvent event = event();
        feed.publish(0, 3, DEFAULT, null, event);
        feed.publish(0, 3, DEFAULT, null, event);
        assertThat(events(follower)).containsExactly(event);
    }

    @Test
    void aPositionIsItsText() {
        FeedPosition position = new FeedPosition(Map.of(2, 5L, 0, 17L, 11, 0L));
        assertThat(position).hasToString("0:17,2:5,11:0");
        assertThat(FeedPosition.parse(position.toString())).contains(position);
        for (String text : List.of("", "7", "a:1", "1:b", "1:2,", ":")) {
            assertThat(FeedPosition.parse(text)).as(text).isEmpty();
        }
    }

    private WideFollowing follow(Tenant tenant, @Nullable BatchId batch, @Nullable FeedPosition lastKnown) {
        return feed.follow(new WideFeed.Scope(tenant, batch), lastKnown, () -> {});
    }

    private JobEvent publish(int partition, long offset, Tenant tenant, @Nullable BatchId batch) {
        JobEvent event = event();
        feed.publish(partition, offset, tenant, batch, event);
        return event;
    }

    private static JobEvent event() {
        return new JobEvent.Submitted(JobId.random(), 1, NOON);
    }

    private static List<JobEvent> events(WideFollowing following) {
        List<JobEvent> events = new ArrayList<>();
        for (WideItem item = following.poll(); item != null; item = following.poll()) {
            events.add(item.event());
        }
        return events;
    }
}
