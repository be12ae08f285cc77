package org.stylize.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener the events of all jobs.
 *
 * @param listener says whether to go on
 */
record TenantFollower(Predicate<TenantEvent> listener) implements EventFollower.Events {
    @Override
    public boolean take(ServerSentEvent event) throws JsonProcessingException {
        if (event.name().equals("resync")) {
            return !listener.test(new TenantEvent.Missed(place(event)));
        }
        if (!JobFollower.DURABLE.contains(event.name())) { // one of a newer service
            return false;
        }
        JobEvent.Happened happened = Json.read(event.data(), JobEvent.Happened.class);
        return !listener.test(new TenantEvent.Happened(place(event), happened));
    }

    private static String place(ServerSentEvent event) {
        @Nullable String id = event.id();
        if (id == null) {
            throw new UnexpectedAnswerException("the event '" + event.name() + "' has no id", null);
        }
        return id;
    }

    @Override
    public boolean disconnected(String reason, Duration nextTry) {
        return !listener.test(new TenantEvent.Disconnected(reason, nextTry));
    }
}
