package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.JobRecord;

/** The events of a job as they happen. */
@Path("/v1/stylizations/{id}/events")
@RolesAllowed(Scope.Names.READ)
@Tag(name = "Jobs")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class JobEventsResource {
    private static final String QUEUED_EXAMPLE = """
            {"event": "queued", "id": "2",
             "data": "{\\"id\\":\\"0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e\\",\\"type\\":\\"queued\\",\\"at\\":\\"2026-11-28T13:38:02Z\\",\\"sequence\\":2}"}""";

    private final JobViews views;
    private final EventFeed feed;
    private final SseRenderer renderer;
    private final Vertx vertx;
    private final Heartbeat heartbeat;
    private final Caller caller;
    private final TenantQuotas quotas;

    public JobEventsResource(
            JobViews views,
            EventFeed feed,
            SseRenderer renderer,
            Vertx vertx,
            Heartbeat heartbeat,
            Caller caller,
            TenantQuotas quotas) {
        this.views = requireNonNull(views, "views is null");
        this.feed = requireNonNull(feed, "feed is null");
        this.renderer = requireNonNull(renderer, "renderer is null");
        this.vertx = requireNonNull(vertx, "vertx is null");
        this.heartbeat = requireNonNull(heartbeat, "heartbeat is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.quotas = requireNonNull(quotas, "quotas is null");
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "events",
            summary = "Follow a job (server-sent events)",
            description = "First 'snapshot' (a JobView). Then, as they happen, the durable events submitted, queued,"
                    + " started, retried, completed, failed, cancelled, expired (a JobEvent, its sequence as id), and"
                    + " without id 'progress' (a Progress) and 'preview' ({\"url\": …}). The stream ends with the job."
                    + " A client that connects again with Last-Event-ID gets the events that it missed, or 'resync' (a"
                    + " JobView) if they are no longer known; 204 means that no events follow.")
    @APIResponse(
            responseCode = "200",
            description = "The stream.",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(ref = "#/components/schemas/JobStreamEvent"),
                            examples =
                                    @ExampleObject(
                                            name = "queued",
                                            summary = "id:2, event:queued, and the data as one line of JSON",
                                            value = QUEUED_EXAMPLE)))
    @APIResponse(responseCode = "204", description = "The job has ended, and the caller knows its last event.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @Parameter(description = "Id of the last event that the caller received.")
                    @HeaderParam("Last-Event-ID")
                    @Nullable
                    String lastEventId,
            @Context HttpServerResponse response) {
        JobRecord job = Jobs.known(views, caller.tenant(), id);
        OptionalLong lastKnown = sequenceOf(lastEventId);
        if (job.state().isTerminal() && lastKnown.equals(OptionalLong.of(job.sequence()))) {
            throw new WebApplicationException(
                    Response.noContent().build()); // a browser does not connect again after it
        }
        Runnable closing = quotas.openStream(caller.tenant());
        // The framework has no way to set headers of a stream.
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Accel-Buffering", "no");
        return Multi.createFrom()
                .publisher(new SseStream(
                        signal -> new JobMailbox(feed.follow(job, lastKnown, signal), renderer),
                        renderer,
                        vertx,
                        heartbeat.every(),
                        caller.counts()))
                .onTermination()
                .invoke(closing);
    }

    /** Without this method the framework would answer HEAD by a stream that nobody reads. */
    @HEAD
    @Operation(hidden = true)
    public Response head(@PathParam("id") String id) {
        Jobs.known(views, caller.tenant(), id);
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }

    /** An id that no event has is treated as an id before all events, so it leads to a resync. */
    private static OptionalLong sequenceOf(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(lastEventId));
        } catch (NumberFormatException e) {
            return OptionalLong.of(-1);
        }
    }
}
