package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.stylize.gateway.webhook.EventBodies;
import org.stylize.gateway.webhook.EventTypes;
import org.stylize.gateway.webhook.Webhook;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobProgress;

/** Writes messages to webhooks with the field names of the API. For any thread. */
public final class JsonEventBodies implements EventBodies {
    private final ObjectMapper mapper;

    public JsonEventBodies(ObjectMapper mapper) {
        this.mapper = requireNonNull(mapper, "mapper is null");
    }

    @Override
    public String of(JobEvent event) {
        ObjectNode data = mapper.valueToTree(EventView.of(event));
        String self = JobPresenter.address(event.id());
        ObjectNode links = data.putObject("links").put("self", self).put("events", self + "/events");
        if (event.kind() == JobEvent.Kind.COMPLETED) {
            links.put("result", self + "/result");
        }
        return message(EventTypes.of(event.kind()), event.at(), data);
    }

    @Override
    public String of(JobProgress progress) {
        ObjectNode data = mapper.createObjectNode().put("id", progress.id().toString());
        data.setAll((ObjectNode) mapper.valueToTree(ProgressView.of(progress)));
        String self = JobPresenter.address(progress.id());
        data.putObject("links").put("self", self).put("events", self + "/events");
        return message(EventTypes.PROGRESS, progress.at(), data);
    }

    @Override
    public String disabled(Webhook webhook, Instant at, String reason) {
        ObjectNode data = about(webhook).put("reason", reason);
        return message(EventTypes.DISABLED, at, data);
    }

    @Override
    public String test(Webhook webhook, Instant at) {
        return message(EventTypes.TEST, at, about(webhook));
    }

    private ObjectNode about(Webhook webhook) {
        ObjectNode data = mapper.createObjectNode()
                .put("id", webhook.id())
                .put("description", webhook.defined().description());
        data.putObject("links").put("self", WebhookResource.PATH + "/" + webhook.id());
        return data;
    }

    private String message(String type, Instant at, ObjectNode data) {
        ObjectNode message = mapper.createObjectNode().put("type", type).put("timestamp", at.toString());
        message.set("data", data);
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be written as JSON", e);
        }
    }
}
