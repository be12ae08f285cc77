package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.submission.LetterArchive;
import org.stylize.gateway.submission.LetterRetry;
import org.stylize.gateway.view.LetterEntry;
import org.stylize.gateway.view.LetterId;
import org.stylize.gateway.view.LetterViews;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;

/** Dead letters, for operators. */
@Path(DeadLetterResource.PATH)
@RolesAllowed(Scope.Names.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dead letters", description = "Records that could not be processed, and jobs that failed; for operators.")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
@APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
public class DeadLetterResource {
    static final String PATH = "/v1/dead-letters";

    private final LetterViews views;
    private final LetterArchive archive;
    private final LetterRetry retry;
    private final JobPresenter presenter;
    private final JobCodec codec;

    public DeadLetterResource(
            LetterViews views, LetterArchive archive, LetterRetry retry, JobPresenter presenter, JobCodec codec) {
        this.views = requireNonNull(views, "views is null");
        this.archive = requireNonNull(archive, "archive is null");
        this.retry = requireNonNull(retry, "retry is null");
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.codec = requireNonNull(codec, "codec is null");
    }

    @GET
    @Operation(
            operationId = "listDeadLetters",
            summary = "List dead letters, newest first",
            description = "Without their records. The latest are listed, up to the gateway's limit.")
    @APIResponse(
            responseCode = "200",
            description = "A page of dead letters.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeadLetterPageView.class)))
    public Response list(
            @Parameter(
                            description = "Largest number of dead letters on the page.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "20"))
                    @QueryParam("limit")
                    @DefaultValue("20")
                    String limit,
            @Parameter(description = "The value of 'next' on the previous page.") @QueryParam("cursor") @Nullable
                    String cursor) {
        int most = PageLimit.of(limit);
        Page<LetterEntry> page = Page.of(views.page(most + 1, cursor == null ? null : placeOf(cursor)), most);
        return fresh(new DeadLetterPageView(
                page.map(DeadLetterView::of), page.next(last -> last.place().toString())));
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getDeadLetter",
            summary = "Show a dead letter with its record",
            description = "The bytes of the record, and the message if it is one.")
    @APIResponse(
            responseCode = "200",
            description = "The dead letter.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeadLetterView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public Response get(@PathParam("id") String id) {
        LetterEntry entry = known(id);
        LetterArchive.Kept kept = archive.read(entry.id()).orElseThrow(() -> LetterRetry.unknown(id));
        return fresh(DeadLetterView.of(
                entry, kept.letter(), codec.readable(kept.letter()).orElse(null)));
    }

    @POST
    @Path("{id}/retry")
    @Operation(
            operationId = "retryDeadLetter",
            summary = "Make a new job of a dead letter",
            description = "Of a job that failed, or of a submission; others are refused. The new job has the same"
                    + " pictures and recipe, without ttl and deadline, and its field 'retryOf' names the old one. A dead"
                    + " letter makes one job, however often this is asked for, unless an Idempotency-Key names each"
                    + " retry.")
    @APIResponse(responseCode = "202", ref = ApiDefinition.ACCEPTED)
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    public Response retry(
            @PathParam("id") String id,
            @Parameter(description = "The caller's name for this request. 1 to 255 printable ASCII characters.")
                    @HeaderParam("Idempotency-Key")
                    @Nullable
                    String idempotencyKey,
            @Context HttpHeaders headers) {
        return presenter.accepted(
                retry.retry(known(id).id(), RequestReader.checkedKey(idempotencyKey), TraceHeaders.of(headers)));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteDeadLetter",
            summary = "Take a dead letter out of the list",
            description = "Kafka keeps its bytes until they are purged, or for 30 days.")
    @APIResponse(responseCode = "204", description = "It is not listed any more.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public Response delete(@PathParam("id") String id) {
        archive.discard(known(id).id());
        return Response.noContent().build();
    }

    @DELETE
    @Operation(
            operationId = "purgeDeadLetters",
            summary = "Delete all dead letters that are older than a time",
            description = "Kafka deletes their bytes too.")
    @APIResponse(
            responseCode = "200",
            description = "They are deleted, with their bytes.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PurgedView.class)))
    public Response purge(
            @Parameter(
                            required = true,
                            description = "Dead letters written before this time are deleted, such as"
                                    + " 2026-08-14T09:00:00Z.")
                    @QueryParam("before")
                    @Nullable
                    String before) {
        return fresh(new PurgedView(archive.purge(timeOf(before))));
    }

    private LetterEntry known(String id) {
        return LetterId.parse(id).flatMap(views::find).orElseThrow(() -> LetterRetry.unknown(id));
    }

    private static LetterEntry.Place placeOf(String cursor) {
        return LetterEntry.Place.parse(cursor)
                .orElseThrow(() -> new InvalidJobException("cursor", "cursor must be the 'next' of an earlier page"));
    }

    private static Instant timeOf(@Nullable String before) {
        String expected = "before must be a time such as 2026-08-14T09:00:00Z but is ";
        if (before == null) {
            throw new InvalidJobException("before", expected + "missing");
        }
        try {
            return Instant.parse(before);
        } catch (DateTimeException e) {
            throw new InvalidJobException("before", expected + "'" + before + "'", e);
        }
    }

    private static Response fresh(Object entity) {
        return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
