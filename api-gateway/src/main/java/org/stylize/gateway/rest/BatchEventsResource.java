package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.stylize.gateway.batch.Batches;
import org.stylize.gateway.view.WideFeed;
import org.stylize.proto.BatchRecord;
import org.stylize.proto.Tenant;

/** The events of all jobs of a batch as they happen. */
@Path("/v1/batches/{id}/events")
@RolesAllowed(Scope.Names.READ)
@Tag(name = "Batches")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class BatchEventsResource {
    private final WideStreams streams;
    private final Batches batches;
    private final BatchPresenter presenter;
    private final Caller caller;

    public BatchEventsResource(WideStreams streams, Batches batches, BatchPresenter presenter, Caller caller) {
        this.streams = requireNonNull(streams, "streams is null");
        this.batches = requireNonNull(batches, "batches is null");
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.caller = requireNonNull(caller, "caller is null");
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "batchEvents",
            summary = "Follow a batch (server-sent events)",
            description =
                    "'batch' (a BatchView) at the beginning, after changes and at the end, and the durable events of all"
                            + " its jobs (a JobEvent each). The stream ends with the batch. Last-Event-ID and 'resync' as for all"
                            + " jobs.")
    @APIResponse(
            responseCode = "200",
            description = "The stream.",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Multi<OutboundSseEvent> ofBatch(
            @PathParam("id") String id,
            @Parameter(description = "Id of the last event that the caller received.")
                    @HeaderParam("Last-Event-ID")
                    @Nullable
                    String lastEventId,
            @Context HttpServerResponse response) {
        Tenant tenant = caller.tenant();
        BatchRecord batch = batches.known(tenant, BatchResource.idOf(id));
        return streams.open(
                new WideFeed.Scope(tenant, batch.id()),
                lastEventId,
                () -> Optional.of(presenter.view(batches.known(tenant, batch.id()))),
                response);
    }

    /** Without this method the framework would answer HEAD by a stream that nobody reads. */
    @HEAD
    @Operation(hidden = true)
    public Response head(@PathParam("id") String id) {
        batches.known(caller.tenant(), BatchResource.idOf(id));
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }
}
