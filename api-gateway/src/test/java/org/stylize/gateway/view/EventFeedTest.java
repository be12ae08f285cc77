package org.stylize.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.gateway.SampleJobs.NOON;
import static org.stylize.gateway.SampleJobs.attempt;
import static org.stylize.gateway.SampleJobs.fresh;
import static org.stylize.gateway.SampleJobs.life;
import static org.stylize.gateway.SampleJobs.preview;
import static org.stylize.gateway.SampleJobs.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;

class EventFeedTest {
    private final JobViews views = new JobViews(new InMemoryJobStore());
    private final EventFeed feed = new EventFeed(views, 100);
    private final JobId id = JobId.random();
    private final AtomicInteger signals = new AtomicInteger();

    @Test
    void aNewFollowerGetsASnapshotAndThenWhatHappens() {
        submit(id);
        Following following = follow(OptionalLong.empty());
        publish(1, 2, 3, 4);
        assertThat(taken(following)).containsExactly("snapshot 0", "event 1", "event 2", "event 3", "event 4");
        assertThat(following.isOver()).isTrue();
        assertThat(signals.get()).isEqualTo(4);
    }

    @Test
    void whatTheSnapshotHasIsNotToldAgain() {
        submit(id);
        publish(1, 2);
        Following following = follow(OptionalLong.empty());
        publish(2, 3);
        assertThat(taken(following)).containsExactly("snapshot 2", "event 3");
    }

    @Test
    void theSnapshotOfAnEndedJobIsTheWholeStream() {
        submit(id);
        publish(1, 2, 3, 4);
        Following following = follow(OptionalLong.empty());
        assertThat(taken(following)).containsExactly("snapshot 4");
        assertThat(following.isOver()).isTrue();
    }

    @Test
    void aFollowerThatComesBackGetsWhatItMissed() {
        submit(id);
        publish(1, 2, 3);
        assertThat(taken(follow(OptionalLong.of(1)))).containsExactly("event 2", "event 3");
        assertThat(taken(follow(OptionalLong.of(3)))).isEmpty();
    }

    @Test
    void aGapIsToldByAResync() {
        submit(id);
        publish(1, 2, 3);
        assertThat(taken(follow(OptionalLong.of(99)))).containsExactly("resync 3");
        EventFeed restarted = new EventFeed(views, 100);
        Following following = restarted.follow(views.find(id).orElseThrow(), OptionalLong.of(1), () -> {});
        assertThat(taken(following)).containsExactly("resync 3");
    }

    @Test
    void whoHasHadTheLastEventGetsNothingMore() {
        submit(id);
        publish(1, 2, 3, 4);
        Following following = follow(OptionalLong.of(4));
        assertThat(taken(following)).isEmpty();
        assertThat(following.isOver()).isTrue();
    }

    @Test
    void theViewKnowsAnEventBeforeItsFollowers() {
        submit(id);
        List<JobState> seen = new ArrayList<>();
        feed.follow(
                views.find(id).orElseThrow(),
                OptionalLong.empty(),
                () -> seen.add(views.find(id).orElseThrow().state()));
        publish(1, 2, 3, 4);
        assertThat(seen).containsExactly(JobState.SUBMITTED, JobState.QUEUED, JobState.RUNNING, JobState.COMPLETED);
    }

    @Test
    void aSlowFollowerGetsOnlyTheLatestProgressButEveryEvent() {
        submit(id);
        Attempt attempt = attempt(1);
        Following following = follow(OptionalLong.empty());
        publish(1, 2, 3);
        for (int step = 1; step <= 1_000; step++) {
            feed.publish(step % 10 == 0 ? preview(id, attempt, step) : progress(id, attempt, step));
        }
        assertThat(taken(following))
                .containsExactly("snapshot 0", "event 1", "event 2", "event 3", "preview 1000", "progress 1000");
    }

    @Test
    void aFollowerThatDoesNotReadGetsAResyncInsteadOfTooManyEvents() {
        submit(id);
        Following following = follow(OptionalLong.empty());
        publish(1, 2);
        int last = 2 + 3 * Following.MOST_WAITING;
        for (int sequence = 3; sequence <= last; sequence++) {
            Attempt attempt = attempt(sequence);
            feed.publish(new JobEvent.Retried(id, sequence, NOON, attempt, SampleJobs.GONE, NOON));
        }
        List<String> taken = taken(following);
        assertThat(taken.size()).isLessThanOrEqualTo(Following.MOST_WAITING + 1);
        assertThat(taken.get(0)).startsWith("resync");
        assertThat(taken.get(taken.size() - 1)).endsWith(" " + last);
    }

    @Test
    void progressOfALostAttemptIsNotHeard() {
        submit(id);
        Following following = follow(OptionalLong.empty());
        feed.publish(progress(id, attempt(2), 5));
        feed.publish(progress(id, attempt(1), 90));
        assertThat(taken(following)).containsExactly("snapshot 0", "progress 5");
    }

    @Test
    void progressAfterTheEndIsNotHeard() {
        submit(id);
        publish(1, 2, 3, 4);
        feed.publish(progress(id, attempt(1), 39));
        assertThat(feed.progress(id)).isEmpty();
    }

    @Test
    void whoComesInMidJobGetsTheLatestProgressAtOnce() {
        submit(id);
        publish(1, 2, 3);
        feed.publish(preview(id, attempt(1), 7));
        feed.publish(progress(id, attempt(1), 8));
        assertThat(taken(follow(OptionalLong.empty()))).containsExactly("snapshot 3", "preview 7", "progress 8");
        assertThat(feed.preview(id)).map(image -> image.key()).contains("preview-7.jpg");
    }

    @Test
    void whoLeavesIsCountedAndSignalledNoMore() {
        submit(id);
        Following following = follow(OptionalLong.empty());
        assertThat(feed.followers()).isEqualTo(1);
        following.close();
        following.close();
        publish(1);
        assertThat(feed.followers()).isZero();
        assertThat(signals.get()).isZero();
    }

    @Test
    void jobsThatNobodyFollowsAreForgottenFirst() {
        EventFeed small = new EventFeed(views, 3);
        submit(id);
        Following following = small.follow(views.find(id).orElseThrow(), OptionalLong.empty(), () -> {});
        for (int i = 0; i < 10; i++) {
            JobId other = JobId.random();
            submit(other);
            life(other).forEach(small::publish);
        }
        life(id).forEach(small::publish);
        assertThat(taken(following)).hasSize(5);
    }

    private void submit(JobId job) {
        views.put(fresh(job));
    }

    private void publish(int... sequences) {
        for (int sequence : sequences) {
            feed.publish(life(id).get(sequence - 1));
        }
    }

    private Following follow(OptionalLong lastKnown) {
        JobRecord job = views.find(id).orElseThrow();
        return feed.follow(job, lastKnown, signals::incrementAndGet);
    }

    private static List<String> taken(Following following) {
        List<String> taken = new ArrayList<>();
        for (FeedItem item = following.poll(); item != null; item = following.poll()) {
            taken.add(item.match(new FeedItem.Cases<String>() {
                @Override
                public String snapshot(FeedItem.Snapshot snapshot) {
                    return "snapshot " + snapshot.job().sequence();
                }

                @Override
                public String resync(FeedItem.Resync resync) {
                    return "resync " + resync.job().sequence();
                }

                @Override
                public String happened(FeedItem.Happened happened) {
                    return "event " + happened.event().sequence();
                }

                @Override
                public String progressed(FeedItem.Progressed progressed) {
                    return "progress " + progressed.progress().step();
                }

                @Override
                public String previewed(FeedItem.Previewed previewed) {
                    return "preview " + previewed.progress().step();
                }
            }));
        }
        return taken;
    }
}
