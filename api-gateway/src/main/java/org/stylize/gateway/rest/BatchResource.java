package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.batch.Batches;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.view.BatchViews;
import org.stylize.proto.BatchId;
import org.stylize.proto.BatchRecord;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.ProblemType;

/** Submits, shows, cancels and retries batches. */
@Path("/v1/batches")
@Blocking // the broker is waited for
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Batches", description = "Many jobs that are submitted, watched and ended together.")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class BatchResource {
    private final Batches batches;
    private final BatchViews views;
    private final BatchPresenter presenter;
    private final BodyLimits limits;
    private final BatchReader reader;
    private final Caller caller;

    public BatchResource(
            Batches batches,
            BatchViews views,
            BatchPresenter presenter,
            BodyLimits limits,
            ImageStore store,
            Caller caller) {
        this.batches = requireNonNull(batches, "batches is null");
        this.views = requireNonNull(views, "views is null");
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.reader = new BatchReader(store.bucket());
        this.caller = requireNonNull(caller, "caller is null");
    }

    @POST
    @RolesAllowed(Scope.Names.SUBMIT)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "submitBatch",
            summary = "Submit many jobs at once",
            description = "Each content image in the manner of each style, by each recipe. The service answers when all"
                    + " in-sync replicas of Kafka have all jobs. The pictures are objects of the store; they are looked at"
                    + " when their job begins, and one that cannot be used fails its own job. A batch counts as one"
                    + " submission, and each of its jobs as an open job.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = BatchBody.class),
                            examples = @ExampleObject(name = "two photographs, two paintings", value = EXAMPLE)))
    @APIResponse(
            responseCode = "202",
            description = "The batch is accepted, or an earlier request with the same Idempotency-Key created it.",
            headers =
                    @Header(
                            name = "Location",
                            description = "URL of the batch.",
                            schema = @Schema(implementation = String.class)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BatchView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "408", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response submit(
            InputStream body,
            @Parameter(description = ApiDefinition.IDEMPOTENCY_KEY) @HeaderParam("Idempotency-Key") @Nullable
                    String idempotencyKey,
            @Context HttpHeaders headers)
            throws IOException {
        BatchRecord batch = batches.accept(
                reader.read(caller.tenant(), idempotencyKey, TraceHeaders.of(headers), limits.batch(body)));
        return Response.accepted(presenter.view(batch))
                .location(URI.create("/v1/batches/" + batch.id()))
                .build();
    }

    @GET
    @RolesAllowed(Scope.Names.READ)
    @Operation(
            operationId = "listBatches",
            summary = "List batches, newest first",
            description = "The batches of the caller's tenant, a page at a time.")
    @APIResponse(
            responseCode = "200",
            description = "A page of batches.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BatchPageView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    public BatchPageView list(
            @Parameter(description = "Largest number of batches on the page, 1 to 200.")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    String limit,
            @Parameter(description = "The value of 'next' on the previous page.") @QueryParam("cursor") @Nullable
                    String cursor) {
        int most = PageLimit.of(limit);
        Page<BatchRecord> page =
                Page.of(views.page(caller.tenant(), most + 1, cursor == null ? null : last(cursor)), most);
        return new BatchPageView(
                page.map(presenter::view), page.next(last -> last.id().toString()));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Scope.Names.READ)
    @Operation(
            operationId = "getBatch",
            summary = "Show a batch",
            description = "How many of its jobs are in each state, and when it will have ended.")
    @APIResponse(
            responseCode = "200",
            description = "The batch as it is now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BatchView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public Response get(@PathParam("id") String id) {
        return Response.ok(presenter.view(batches.known(caller.tenant(), idOf(id))))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed(Scope.Names.CANCEL)
    @Operation(
            operationId = "cancelBatch",
            summary = "Cancel all jobs of a batch",
            description = "The answer comes when Kafka has the commands; the jobs that have not ended end soon after.")
    @APIResponse(
            responseCode = "202",
            description = "The jobs are being cancelled.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BatchView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response cancel(@PathParam("id") String id, @Context HttpHeaders headers) {
        return Response.accepted(presenter.view(batches.cancel(caller.tenant(), idOf(id), TraceHeaders.of(headers))))
                .build();
    }

    @POST
    @Path("{id}/retry")
    @RolesAllowed(Scope.Names.SUBMIT)
    @Operation(
            operationId = "retryBatch",
            summary = "Do the failed jobs of a batch again",
            description =
                    "Each job that failed or expired is done again by a new job of the same batch, once. Sent again, it"
                            + " does so with those that failed since.")
    @APIResponse(
            responseCode = "202",
            description = "The new jobs are being made.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BatchRetryView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response retry(@PathParam("id") String id, @Context HttpHeaders headers) {
        int retried = batches.retry(caller.tenant(), idOf(id), TraceHeaders.of(headers));
        return Response.accepted(new BatchRetryView(retried, presenter.view(batches.known(caller.tenant(), idOf(id)))))
                .build();
    }

    private BatchRecord last(String cursor) {
        try {
            return views.find(caller.tenant(), BatchId.parse(cursor)).orElseThrow(BatchResource::wrongCursor);
        } catch (InvalidJobException e) {
            throw wrongCursor();
        }
    }

    private static InvalidJobException wrongCursor() {
        return new InvalidJobException("cursor", "cursor must be the 'next' of an earlier page");
    }

    static BatchId idOf(String text) {
        try {
            return BatchId.parse(text);
        } catch (InvalidJobException e) {
            throw new HttpProblem(ProblemType.UNKNOWN_BATCH, "there is no batch " + text, null);
        }
    }

    private static final String EXAMPLE = """
            {"contents": [{"object": "default/photos/harbour.jpg"}, {"object": "default/photos/bridge.jpg"}],
             "styles": [{"object": "default/paintings/wave.jpg"}, {"object": "default/paintings/night.jpg"}],
             "recipes": [{"preset": "balanced", "overrides": {"strength": 0.6}}],
             "labels": {"season": "autumn"}}""";
}
