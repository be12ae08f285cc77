package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobEvent;

/**
 * What a follower of many jobs gets.
 *
 * @param event what happened; null if some events are no longer known, so that the follower has to look at the jobs again
 * @param position after it
 */
public record WideItem(@Nullable JobEvent event, FeedPosition position) {
    public WideItem {
        requireNonNull(position, "position is null");
    }
}
