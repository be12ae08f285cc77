package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.SubmissionRequest;
import org.stylize.gateway.submission.Submissions;
import org.stylize.gateway.view.JobPage;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobState;
import org.stylize.proto.ProblemType;

/** Submits jobs and shows them. */
@Path("/v1/stylizations")
@Tag(name = "Jobs", description = "Submit jobs, watch them, fetch their pictures.")
public class StylizationResource {
    private static final int MOST_OF_A_PAGE = 200;

    private final Submissions submissions;
    private final RequestReader reader;
    private final JobViews views;
    private final JobPresenter presenter;
    private final BodyLimits limits;

    public StylizationResource(
            Submissions submissions, RequestReader reader, JobViews views, JobPresenter presenter, BodyLimits limits) {
        this.submissions = requireNonNull(submissions, "submissions is null");
        this.reader = requireNonNull(reader, "reader is null");
        this.views = requireNonNull(views, "views is null");
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.limits = requireNonNull(limits, "limits is null");
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "submit",
            summary = "Submit a job",
            description =
                    "The pictures come with the request (multipart), or are objects of the store that the JSON names."
                            + " The answer comes when the broker has the job on all its replicas.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(implementation = MultipartSchema.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = JobRequest.class),
                        examples = @ExampleObject(name = "objects of the store", value = ApiDefinition.JSON_EXAMPLE))
            })
    @APIResponse(
            responseCode = "202",
            description = "The job is accepted, or the same request had made it before.",
            headers =
                    @Header(
                            name = "Location",
                            description = "Address of the job.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response submitPictures(
            MultipartFormDataInput form,
            @Parameter(description = ApiDefinition.IDEMPOTENCY_KEY) @HeaderParam("Idempotency-Key") @Nullable
                    String idempotencyKey)
            throws IOException {
        return accepted(reader.multipart(null, idempotencyKey, form));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true) // the same operation as above in another media type
    public Response submitObjects(InputStream body, @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey)
            throws IOException {
        return accepted(reader.json(null, idempotencyKey, bytes(body)));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "submitAs",
            summary = "Submit a job under an id of one's own",
            description = "As POST; the id is a UUID of version 7. The same request again is the same job.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.MULTIPART_FORM_DATA,
                        schema = @Schema(implementation = MultipartSchema.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = JobRequest.class),
                        examples = @ExampleObject(name = "objects of the store", value = ApiDefinition.JSON_EXAMPLE))
            })
    @APIResponse(
            responseCode = "202",
            description = "The job is accepted, or the same request had made it before.",
            headers =
                    @Header(
                            name = "Location",
                            description = "Address of the job.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response putPictures(@PathParam("id") String id, MultipartFormDataInput form) throws IOException {
        return accepted(reader.multipart(JobId.parse(id), null, form));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true) // the same operation as above in another media type
    public Response putObjects(@PathParam("id") String id, InputStream body) throws IOException {
        return accepted(reader.json(JobId.parse(id), null, bytes(body)));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "list", summary = "List jobs, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of jobs.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JobPageView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    public JobPageView list(
            @Parameter(description = "Most jobs of the page, 1 to 200.") @QueryParam("limit") @DefaultValue("20")
                    String limit,
            @Parameter(description = "From 'next' of the page before.") @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "Only jobs in this state, such as RUNNING.") @QueryParam("state") @Nullable
                    String state) {
        JobPage page = views.page(
                limitOf(limit), cursor == null ? null : cursorOf(cursor), state == null ? null : stateOf(state));
        return new JobPageView(
                page.jobs().stream().map(presenter::view).toList(),
                page.last() == null ? null : page.last().toString());
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "get", summary = "Show a job")
    @APIResponse(
            responseCode = "200",
            description = "The job as it stands.",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public Response get(@PathParam("id") String id) {
        return Response.ok(presenter.view(Jobs.known(views, id)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response accepted(SubmissionRequest request) {
        Submissions.Accepted accepted = submissions.accept(request);
        String address = JobPresenter.address(accepted.job().id());
        return Response.accepted(presenter.view(accepted.job()))
                .location(URI.create(address))
                .build();
    }

    private byte[] bytes(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(limits.jsonBytes() + 1);
        if (bytes.length > limits.jsonBytes()) {
            throw new HttpProblem(
                    ProblemType.BODY_TOO_LARGE, "a JSON body may have at most " + limits.jsonBytes() + " bytes", null);
        }
        return bytes;
    }

    private static int limitOf(String limit) {
        try {
            int value = Integer.parseInt(limit);
            if (value >= 1 && value <= MOST_OF_A_PAGE) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new InvalidJobException("limit", limitMessage(limit), e);
        }
        throw new InvalidJobException("limit", limitMessage(limit));
    }

    private static String limitMessage(String limit) {
        return "limit must be a number from 1 to " + MOST_OF_A_PAGE + " but is '" + limit + "'";
    }

    private static JobId cursorOf(String cursor) {
        try {
            return JobId.parse(cursor);
        } catch (InvalidJobException e) {
            throw new InvalidJobException("cursor", "cursor must be the 'next' of an earlier page", e);
        }
    }

    private static JobState stateOf(String state) {
        return Arrays.stream(JobState.values())
                .filter(known -> known.name().equals(state.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidJobException("state", "state must be one of " + Arrays.toString(JobState.values())));
    }
}
