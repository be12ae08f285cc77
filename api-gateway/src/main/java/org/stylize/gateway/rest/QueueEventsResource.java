package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Scope;

/** The queue as it changes. */
@Path("/v1/queue/events")
@RolesAllowed(Scope.Names.READ)
@Tag(name = "Queue")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class QueueEventsResource {
    private final WideStreams streams;
    private final QueuePresenter presenter;
    private final Caller caller;

    public QueueEventsResource(WideStreams streams, QueuePresenter presenter, Caller caller) {
        this.streams = requireNonNull(streams, "streams is null");
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.caller = requireNonNull(caller, "caller is null");
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "queueEvents",
            summary = "Follow the queue (server-sent events)",
            description =
                    "'queue' (a QueueView) at the beginning and, looked at every two seconds, when it has changed.")
    @APIResponse(
            responseCode = "200",
            description = "The stream.",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Multi<OutboundSseEvent> events(@Context HttpServerResponse response) {
        Principal principal = caller.principal();
        return streams.openQueue(() -> presenter.view(principal), response);
    }

    /** Without this method the framework would answer HEAD by a stream that nobody reads. */
    @HEAD
    @Operation(hidden = true)
    public Response head() {
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }
}
