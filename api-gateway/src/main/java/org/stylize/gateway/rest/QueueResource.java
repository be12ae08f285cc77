package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.gateway.access.Scope;

/** Shows the queue. */
@Path("/v1/queue")
@RolesAllowed(Scope.Names.READ)
@Tag(name = "Queue", description = "What waits, and for how long; what a job will cost.")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class QueueResource {
    private final QueuePresenter presenter;
    private final Caller caller;

    public QueueResource(QueuePresenter presenter, Caller caller) {
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.caller = requireNonNull(caller, "caller is null");
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "queue",
            summary = "Show the queue",
            description = "What waits of the caller's tenant, what runs, and how long a new job would wait.")
    @APIResponse(
            responseCode = "200",
            description = "The queue as it is now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QueueView.class)))
    public Response queue() {
        return Response.ok(presenter.view(caller.principal()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
