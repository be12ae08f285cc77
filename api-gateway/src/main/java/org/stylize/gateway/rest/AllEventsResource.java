package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.view.WideFeed;

/** The events of all jobs of a tenant as they happen. */
@Path("/v1/events")
@RolesAllowed(Scope.Names.READ)
@Tag(name = "Jobs")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class AllEventsResource {
    private final WideStreams streams;
    private final Caller caller;

    public AllEventsResource(WideStreams streams, Caller caller) {
        this.streams = requireNonNull(streams, "streams is null");
        this.caller = requireNonNull(caller, "caller is null");
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "allEvents",
            summary = "Follow all jobs (server-sent events)",
            description =
                    "The durable events of all jobs of the tenant (a JobEvent each), from now on; progress and previews"
                            + " are in the stream of a single job. A client that connects again with Last-Event-ID, to this or to"
                            + " another gateway, gets the events that it missed, or 'resync' if they are no longer known: then look"
                            + " at the list of jobs.")
    @APIResponse(
            responseCode = "200",
            description = "The stream.",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Multi<OutboundSseEvent> all(
            @Parameter(description = "Id of the last event that the caller received.")
                    @HeaderParam("Last-Event-ID")
                    @Nullable
                    String lastEventId,
            @Context HttpServerResponse response) {
        return streams.open(new WideFeed.Scope(caller.tenant(), null), lastEventId, Optional::empty, response);
    }

    /** Without this method the framework would answer HEAD by a stream that nobody reads. */
    @HEAD
    @Operation(hidden = true)
    public Response head() {
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }
}
