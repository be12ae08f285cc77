package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.submission.Commands;

/**
 * What a caller can do with a job that was submitted. The answer comes when the job shows the effect. The problems are
 * described here once, for all operations.
 */
@Path("/v1/stylizations/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
@APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
public class CommandResource {
    private final Commands commands;
    private final JobPresenter presenter;

    public CommandResource(Commands commands, JobPresenter presenter) {
        this.commands = requireNonNull(commands, "commands is null");
        this.presenter = requireNonNull(presenter, "presenter is null");
    }

    @POST
    @Path("cancel")
    @RolesAllowed(Scope.Names.CANCEL)
    @Operation(
            operationId = "cancel",
            summary = "Cancel a job",
            description = "The job ends at once, in the queue or at work. To cancel a cancelled job changes nothing; a"
                    + " job that has ended in another way is a conflict.")
    @APIResponse(
            responseCode = "200",
            description = "The job is cancelled.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobSchema.class)))
    public Response cancel(@PathParam("id") String id, @Context HttpHeaders headers) {
        return Response.ok(presenter.view(commands.cancel(id, TraceHeaders.of(headers))))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    @Path("finish")
    @RolesAllowed(Scope.Names.CANCEL)
    @Operation(
            operationId = "finish",
            summary = "Finish a job early",
            description = "The worker stops after its present step, and the picture that it has is the result, marked"
                    + " 'finishedEarly'. The job must have a picture: it runs, or a checkpoint keeps steps of it.")
    @APIResponse(
            responseCode = "202",
            description = "The job is being finished; it completes soon.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobSchema.class)))
    public Response finish(@PathParam("id") String id, @Context HttpHeaders headers) {
        return Response.accepted(presenter.view(commands.finish(id, TraceHeaders.of(headers))))
                .build();
    }

    @POST
    @Path("retry")
    @RolesAllowed(Scope.Names.SUBMIT)
    @Operation(
            operationId = "retry",
            summary = "Do a job again",
            description = "Makes a new job of one that failed, was cancelled or expired: with the same pictures and the"
                    + " same recipe, without ttl and deadline. Its field 'retryOf' names the old job. Without an"
                    + " Idempotency-Key each request makes a new job.")
    @APIResponse(responseCode = "202", ref = ApiDefinition.ACCEPTED)
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    public Response retry(
            @PathParam("id") String id,
            @Parameter(
                            description = "The caller's name for this request: sent again for the same job it makes no"
                                    + " second job. 1 to 255 printable ASCII characters.")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String idempotencyKey,
            @Context HttpHeaders headers) {
        return presenter.accepted(
                commands.retry(id, RequestReader.checkedKey(idempotencyKey), TraceHeaders.of(headers)));
    }

    @DELETE
    @RolesAllowed(Scope.Names.CANCEL)
    @Operation(
            operationId = "delete",
            summary = "Delete a job that has ended",
            description =
                    "Deletes the job, its pictures and its uploads. Uploads that another job uses, for example one"
                            + " that does this job again, stay until that job is deleted.")
    @APIResponse(responseCode = "204", description = "There is no such job any more.")
    public Response delete(@PathParam("id") String id, @Context HttpHeaders headers) {
        commands.delete(id, TraceHeaders.of(headers));
        return Response.noContent().build();
    }
}
