package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.Map;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.view.FeedItem;
import org.stylize.gateway.view.WideItem;
import org.stylize.proto.JobEvent;

/** Writes the items of a follower as server-sent events. For any thread. */
@Singleton
public final class SseRenderer {
    /** Time that a browser waits before it connects again. */
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    private final JobPresenter presenter;
    private final ObjectMapper mapper;

    public SseRenderer(JobPresenter presenter, ObjectMapper mapper) {
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.mapper = requireNonNull(mapper, "mapper is null");
    }

    OutboundSseEvent heartbeat() {
        return new OutboundSseEventImpl.BuilderImpl().comment("heartbeat").build();
    }

    OutboundSseEvent render(FeedItem item) {
        return item.match(new FeedItem.Cases<OutboundSseEvent>() {
            @Override
            public OutboundSseEvent snapshot(FeedItem.Snapshot snapshot) {
                return event("snapshot", null, presenter.view(snapshot.job()), RECONNECT);
            }

            @Override
            public OutboundSseEvent resync(FeedItem.Resync resync) {
                return event("resync", null, presenter.view(resync.job()), RECONNECT);
            }

            @Override
            public OutboundSseEvent happened(FeedItem.Happened happened) {
                EventView view = EventView.of(happened.event());
                return event(view.type(), String.valueOf(view.sequence()), view, null);
            }

            @Override
            public OutboundSseEvent progressed(FeedItem.Progressed progressed) {
                return event("progress", null, ProgressView.of(progressed.progress()), null);
            }

            @Override
            public OutboundSseEvent previewed(FeedItem.Previewed previewed) {
                String url = JobPresenter.address(previewed.progress().id()) + "/preview?step="
                        + previewed.progress().step();
                return event("preview", null, Map.of("url", url), null);
            }
        });
    }

    OutboundSseEvent render(WideItem item) {
        String position = item.position().toString();
        JobEvent happened = item.event();
        if (happened == null) {
            return event("resync", position, Map.of(), RECONNECT);
        }
        EventView view = EventView.of(happened);
        return event(view.type(), position, view, null);
    }

    /** Anything that has no place among the durable events. */
    OutboundSseEvent render(String name, Object data) {
        return event(name, null, data, RECONNECT);
    }

    private OutboundSseEvent event(String name, @Nullable String id, Object data, @Nullable Duration reconnect) {
        OutboundSseEvent.Builder builder =
                new OutboundSseEventImpl.BuilderImpl().name(name).data(String.class, json(data));
        if (id != null) {
            builder.id(id);
        }
        if (reconnect != null) {
            builder.reconnectDelay(reconnect.toMillis());
        }
        return builder.build();
    }

    private String json(Object data) {
        try {
            return mapper.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON", e);
        }
    }
}
