package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobEvent;
import org.stylize.proto.Tenant;

/**
 * Sends the events of all jobs of a tenant, or of a batch, to their followers. It remembers the latest events of everybody, so that
 * a follower whose connection broke can continue without a gap, here or at another gateway. For any thread.
 */
public final class WideFeed {
    private final int mostRemembered;
    // Guarded by this.
    private final Deque<Remembered> events = new ArrayDeque<>();
    private final Map<Integer, Long> firstKnown = new TreeMap<>();
    private final Set<WideFollowing> followers = new LinkedHashSet<>();
    private FeedPosition position = new FeedPosition(Map.of());

    /** @param mostRemembered how many events of all jobs are remembered, at least 1 */
    public WideFeed(int mostRemembered) {
        if (mostRemembered < 1) {
            throw new IllegalArgumentException("gateway.events.remembered must be at least 1 but is " + mostRemembered);
        }
        this.mostRemembered = mostRemembered;
    }

    /**
     * Whose jobs are followed.
     *
     * @param batch of whose jobs; null for all jobs of the tenant
     */
    public record Scope(Tenant tenant, @Nullable BatchId batch) {
        public Scope {
            requireNonNull(tenant, "tenant is null");
        }
    }

    private record Remembered(
            int partition,
            long offset,
            Tenant tenant,
            @Nullable BatchId batch,
            JobEvent event) {
        boolean isIn(Scope scope) {
            return tenant.equals(scope.tenant())
                    && (scope.batch() == null || scope.batch().equals(batch));
        }
    }

    /**
     * The events of a partition will come from that offset on.
     *
     * @param offset of the first
     */
    public synchronized void begin(int partition, long offset) {
        if (firstKnown.putIfAbsent(partition, offset) == null) {
            position = position.after(partition, offset - 1);
        }
    }

    /**
     * Takes an event. Those of one partition come in the order of their offsets.
     *
     * @param batch of the job; null for none
     */
    public void publish(int partition, long offset, Tenant tenant, @Nullable BatchId batch, JobEvent event) {
        Remembered happened = new Remembered(partition, offset, tenant, batch, event);
        List<WideFollowing> listeners;
        FeedPosition after;
        synchronized (this) {
            if (position.isAfter(partition, offset)) {
                return; // the reader began again
            }
            begin(partition, offset);
            events.add(happened);
            if (events.size() > mostRemembered) {
                Remembered oldest = events.removeFirst();
                firstKnown.put(oldest.partition(), oldest.offset() + 1);
            }
            position = position.after(partition, offset);
            after = position;
            listeners = followers.stream()
                    .filter(follower -> happened.isIn(follower.scope()))
                    .toList();
        }
        listeners.forEach(listener -> listener.happened(new WideItem(event, after)));
    }

    /**
     * Follows jobs.
     *
     * @param lastKnown up to where the follower has read; null for a new one, who begins now
     * @param signal called when there is something to take, on any thread; must not block
     * @return what the caller closes
     */
    public synchronized WideFollowing follow(Scope scope, @Nullable FeedPosition lastKnown, Runnable signal) {
        WideFollowing[] made = new WideFollowing[1];
        WideFollowing following = new WideFollowing(scope, signal, () -> leave(requireNonNull(made[0])));
        made[0] = following;
        if (lastKnown != null && !canResume(lastKnown)) {
            following.begin(new WideItem(null, position));
        } else if (lastKnown != null) {
            replay(following, lastKnown, happened -> happened.isIn(scope));
        }
        followers.add(following);
        return following;
    }

    private void replay(WideFollowing following, FeedPosition lastKnown, Predicate<Remembered> wanted) {
        FeedPosition at = lastKnown;
        for (Remembered happened : events) {
            if (!lastKnown.isAfter(happened.partition(), happened.offset())) {
                at = at.after(happened.partition(), happened.offset());
                if (wanted.test(happened)) {
                    following.begin(new WideItem(happened.event(), at));
                }
            }
        }
    }

    /** Whether all events after that position are remembered. */
    private boolean canResume(FeedPosition lastKnown) {
        return firstKnown.entrySet().stream().allMatch(first -> {
            Long next = lastKnown.next().get(first.getKey());
            return next != null && next >= first.getValue();
        });
    }

    private synchronized void leave(WideFollowing following) {
        followers.remove(following);
    }

    /** Number of followers now. */
    public synchronized int followers() {
        return followers.size();
    }

    /** Up to where the events are known. */
    public synchronized FeedPosition position() {
        return position;
    }
}
