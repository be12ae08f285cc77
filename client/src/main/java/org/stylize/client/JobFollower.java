package org.stylize.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Tells a listener the events of a job. */
record JobFollower(Consumer<JobEvent> listener) implements EventFollower.Events {
    /** The names of durable events that this client knows. */
    static final Set<String> DURABLE = Set.of(
            "submitted", "queued", "started", "checkpointed", "retried", "completed", "failed", "cancelled", "expired");

    @Override
    public boolean take(ServerSentEvent event) throws JsonProcessingException {
        switch (event.name()) {
            case "snapshot", "resync" -> {
                JobView job = Json.read(event.data(), JobView.class);
                listener.accept(new JobEvent.Snapshot(job, event.name().equals("resync")));
                return job.state().isTerminal();
            }
            case "progress" -> listener.accept(Json.read(event.data(), JobEvent.Progressed.class));
            case "preview" -> listener.accept(Json.read(event.data(), JobEvent.Previewed.class));
            default -> {
                if (DURABLE.contains(event.name())) { // not one of a newer service
                    JobEvent.Happened happened = Json.read(event.data(), JobEvent.Happened.class);
                    listener.accept(happened);
                    return happened.isTerminal();
                }
            }
        }
        return false;
    }

    @Override
    public boolean disconnected(String reason, Duration nextTry) {
        listener.accept(new JobEvent.Disconnected(reason, nextTry));
        return false;
    }
}
