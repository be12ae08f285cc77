package org.stylize.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells a listener the events of a batch. */
record BatchFollower(Consumer<BatchEvent> listener) implements EventFollower.Events {
    @Override
    public boolean take(ServerSentEvent event) throws JsonProcessingException {
        switch (event.name()) {
            case "batch" -> {
                BatchView batch = Json.read(event.data(), BatchView.class);
                listener.accept(new BatchEvent.Counted(batch));
                return batch.state() == BatchState.ENDED;
            }
            case "resync" -> listener.accept(new BatchEvent.Missed());
            default -> {
                if (JobFollower.DURABLE.contains(event.name())) {
                    listener.accept(new BatchEvent.Happened(Json.read(event.data(), JobEvent.Happened.class)));
                }
            }
        }
        return false;
    }

    @Override
    public boolean disconnected(String reason, Duration nextTry) {
        listener.accept(new BatchEvent.Disconnected(reason, nextTry));
        return false;
    }
}
