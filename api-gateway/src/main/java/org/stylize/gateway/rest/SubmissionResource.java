package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.link.LinkedPictures;
import org.stylize.gateway.link.PictureLinks;
import org.stylize.gateway.submission.SubmissionRequest;
import org.stylize.gateway.submission.Submissions;
import org.stylize.proto.JobId;

/** Submits jobs. The answers of all operations are described here. */
@Path("/v1/stylizations")
@RolesAllowed(Scope.Names.SUBMIT)
@Blocking // store, broker and ledger are waited for
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
@APIResponse(
        responseCode = "200",
        description = "The job has ended in the time for which the caller wanted to wait.",
        content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobSchema.class)))
@APIResponse(responseCode = "202", ref = ApiDefinition.ACCEPTED)
@APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "408", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
@APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
public class SubmissionResource {
    private final Submissions submissions;
    private final RequestReader reader;
    private final SubmissionAnswers answers;
    private final BodyLimits limits;
    private final PictureLinks links;
    private final Caller caller;

    public SubmissionResource(
            Submissions submissions,
            RequestReader reader,
            SubmissionAnswers answers,
            BodyLimits limits,
            PictureLinks links,
            Caller caller) {
        this.submissions = requireNonNull(submissions, "submissions is null");
        this.reader = requireNonNull(reader, "reader is null");
        this.answers = requireNonNull(answers, "answers is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.links = requireNonNull(links, "links is null");
        this.caller = requireNonNull(caller, "caller is null");
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "submit",
            summary = "Submit a job",
            description = "The pictures are parts of the request (multipart), or the JSON names objects of the store or"
                    + " addresses from which the service downloads them."
                    + " The service answers when all in-sync replicas of Kafka have the job. The headers"
                    + " traceparent and tracestate are passed on to all records of the job.")
    @RequestBody(ref = ApiDefinition.SUBMISSION)
    public CompletionStage<Response> submitPictures(
            MultipartFormDataInput form,
            @Parameter(description = ApiDefinition.IDEMPOTENCY_KEY) @HeaderParam("Idempotency-Key") @Nullable
                    String idempotencyKey,
            @Parameter(description = ApiDefinition.PREFER) @HeaderParam("Prefer") @Nullable String prefer,
            @Context HttpHeaders headers)
            throws IOException {
        return accepted(
                reader.multipart(caller.tenant(), RequestReader.nameOf(idempotencyKey), TraceHeaders.of(headers), form),
                prefer);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true) // the same operation as above in another media type
    public CompletionStage<Response> submitObjects(
            InputStream body,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @HeaderParam("Prefer") @Nullable String prefer,
            @Context HttpHeaders headers)
            throws IOException {
        return described(RequestReader.nameOf(idempotencyKey), headers, body, prefer);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "submitAs",
            summary = "Submit a job under an id that the caller chooses",
            description =
                    "Like POST; the id is any UUID, in lower case. The same request sent again means the same job.")
    @RequestBody(ref = ApiDefinition.SUBMISSION)
    public CompletionStage<Response> putPictures(
            @PathParam("id") String id,
            MultipartFormDataInput form,
            @Parameter(description = ApiDefinition.PREFER) @HeaderParam("Prefer") @Nullable String prefer,
            @Context HttpHeaders headers)
            throws IOException {
        return accepted(
                reader.multipart(
                        caller.tenant(),
                        new SubmissionRequest.Name.Id(JobId.parse(id)),
                        TraceHeaders.of(headers),
                        form),
                prefer);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true) // the same operation as above in another media type
    public CompletionStage<Response> putObjects(
            @PathParam("id") String id,
            InputStream body,
            @HeaderParam("Prefer") @Nullable String prefer,
            @Context HttpHeaders headers)
            throws IOException {
        return described(new SubmissionRequest.Name.Id(JobId.parse(id)), headers, body, prefer);
    }

    private CompletionStage<Response> described(
            SubmissionRequest.Name name, HttpHeaders headers, InputStream body, @Nullable String prefer)
            throws IOException {
        try (LinkedPictures pictures = links.open()) {
            return accepted(
                    reader.json(caller.tenant(), name, TraceHeaders.of(headers), limits.json(body), pictures), prefer);
        }
    }

    private CompletionStage<Response> accepted(SubmissionRequest request, @Nullable String prefer) {
        return answers.of(submissions.accept(request), request.tenant(), Waiting.of(prefer));
    }
}
