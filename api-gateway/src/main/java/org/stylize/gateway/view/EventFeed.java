package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobRecord;

/**
 * Sends the events and the progress of jobs to their followers. It remembers the events, the latest progress and the
 * latest preview of the most recent jobs, so that a follower whose connection broke can continue without a gap.
 *
 * <p>An event reaches the {@link JobViews} before its followers, so a follower finds it there. For any thread.
 */
public final class EventFeed {
    private static final int MOST_EVENTS = Following.MOST_WAITING;

    private final JobViews views;
    private final int mostChannels;
    // Guarded by this: all channels, least recently used first.
    private final Map<JobId, Channel> channels = new LinkedHashMap<>(16, 0.75f, true);
    private int followers;

    /**
     * An empty feed.
     *
     * @param mostChannels how many jobs are remembered that nobody follows
     */
    public EventFeed(JobViews views, int mostChannels) {
        this.views = requireNonNull(views, "views is null");
        this.mostChannels = mostChannels;
    }

    /** Takes an event. The events of a job come in order; those that are known already change nothing. */
    public void publish(JobEvent event) {
        views.apply(event);
        List<Following> listeners;
        synchronized (this) {
            Channel channel = channel(event.id());
            if (!channel.remember(event)) {
                return;
            }
            listeners = List.copyOf(channel.followers);
        }
        listeners.forEach(listener -> listener.happened(event));
    }

    /** Takes progress of an attempt; ignored if a later attempt is known. */
    public void publish(JobProgress progress) {
        List<Following> listeners;
        synchronized (this) {
            Channel channel = channel(progress.id());
            if (!channel.remember(progress)) {
                return;
            }
            listeners = List.copyOf(channel.followers);
        }
        listeners.forEach(listener -> listener.progressed(progress));
    }

    /** The latest progress of the present attempt. */
    public synchronized Optional<JobProgress> progress(JobId id) {
        Channel channel = channels.get(id);
        return channel == null ? Optional.empty() : Optional.ofNullable(channel.progress);
    }

    /** The latest preview of the pastiche. */
    public synchronized Optional<ImageRef> preview(JobId id) {
        Channel channel = channels.get(id);
        return channel == null || channel.preview == null
                ? Optional.empty()
                : Optional.ofNullable(channel.preview.preview());
    }

    /** Number of followers now, of all jobs. */
    public synchronized int followers() {
        return followers;
    }

    /**
     * Follows a job.
     *
     * @param job as the follower found it
     * @param lastKnown sequence of the last event that the follower has had; empty for a new one
     * @param signal called when there is something to take, on any thread; must not block
     * @return what the caller closes
     */
    public synchronized Following follow(JobRecord job, OptionalLong lastKnown, Runnable signal) {
        JobId id = job.id();
        Channel channel = channel(id);
        JobRecord present = views.find(id).orElse(job);
        Following[] made = new Following[1];
        Following following = new Following(
                id,
                lastKnown.orElse(0),
                () -> views.find(id).orElse(present),
                signal,
                () -> leave(channel, requireNonNull(made[0])));
        made[0] = following;
        if (lastKnown.isEmpty()) {
            following.snapshot(present);
        } else if (!channel.canResume(lastKnown.getAsLong(), present.sequence())) {
            following.resync(present);
        } else if (present.state().isTerminal() && present.sequence() == lastKnown.getAsLong()) {
            following.end();
        }
        following.happened(channel.events);
        following.catchUp(channel.progress, channel.preview);
        channel.followers.add(following);
        followers++;
        return following;
    }

    private synchronized void leave(Channel channel, Following following) {
        if (channel.followers.remove(following)) {
            followers--;
        }
    }

    private Channel channel(JobId id) {
        Channel channel = channels.get(id);
        if (channel == null) {
            evict();
            channel = new Channel();
            channels.put(id, channel);
        }
        return channel;
    }

    private void evict() {
        Iterator<Channel> oldest = channels.values().iterator();
        while (channels.size() >= mostChannels && oldest.hasNext()) {
            if (oldest.next().followers.isEmpty()) {
                oldest.remove();
            }
        }
    }

    /** What is remembered of one job. */
    private static final class Channel {
        final Deque<JobEvent> events = new ArrayDeque<>();
        final Set<Following> followers = new LinkedHashSet<>();

        @Nullable
        JobProgress progress;

        @Nullable
        JobProgress preview;

        boolean remember(JobEvent event) {
            JobEvent last = events.peekLast();
            if (last != null && (event.sequence() <= last.sequence() || last.isTerminal())) {
                return false;
            }
            if (last != null && event.sequence() > last.sequence() + 1) {
                events.clear(); // what is remembered has no gaps
            }
            if (events.size() >= MOST_EVENTS) {
                events.removeFirst();
            }
            events.add(event);
            if (event.kind() != JobEvent.Kind.STARTED) {
                progress = null;
            }
            return true;
        }

        boolean remember(JobProgress latest) {
            JobEvent last = events.peekLast();
            if ((last != null && last.isTerminal()) || (progress != null && isStale(latest, progress))) {
                return false;
            }
            progress = latest;
            if (latest.preview() != null) {
                preview = latest;
            }
            return true;
        }

        private static boolean isStale(JobProgress latest, JobProgress known) {
            return latest.attempt().delivery() < known.attempt().delivery()
                    || (latest.attempt().id().equals(known.attempt().id()) && latest.step() < known.step());
        }

        /** Whether the events after that sequence, up to the job's present one, are all here. */
        boolean canResume(long lastKnown, long presentSequence) {
            long newest = events.isEmpty()
                    ? presentSequence
                    : Math.max(presentSequence, events.getLast().sequence());
            if (lastKnown >= newest) {
                return lastKnown == newest;
            }
            return !events.isEmpty()
                    && events.getFirst().sequence() <= lastKnown + 1
                    && events.getLast().sequence() >= presentSequence;
        }
    }
}
