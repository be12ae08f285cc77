package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.picture.DirectTransfers;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.thumbnail.ThumbnailForm;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;
import org.stylize.image.OutputFormat;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Outcome;
import org.stylize.proto.ProblemType;

/** The files of a job: stored pictures, the manifest, and thumbnails. */
@Path("/v1/stylizations/{id}")
@RolesAllowed(Scope.Names.READ)
@Tag(name = "Jobs")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class PictureResource {
    private static final String JPEG = "image/jpeg";
    private static final String PNG = "image/png";
    private static final String WEBP = "image/webp";
    private static final String TIFF = "image/tiff";
    /** The result of a completed job never changes. */
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private static final String REPR_DIGEST = "Repr-Digest";
    private static final String EACH_TIME = "private, no-cache";
    /** Workers write no larger one. */
    private static final int MOST_MANIFEST_BYTES = 256 << 10;

    private final JobViews views;
    private final EventFeed feed;
    private final Downloads downloads;
    private final ThumbnailAnswers thumbnails;
    private final DirectTransfers direct;
    private final ImageStore store;
    private final Caller caller;

    public PictureResource(
            JobViews views,
            EventFeed feed,
            Downloads downloads,
            ThumbnailAnswers thumbnails,
            DirectTransfers direct,
            ImageStore store,
            Caller caller) {
        this.views = requireNonNull(views, "views is null");
        this.feed = requireNonNull(feed, "feed is null");
        this.downloads = requireNonNull(downloads, "downloads is null");
        this.thumbnails = requireNonNull(thumbnails, "thumbnails is null");
        this.direct = requireNonNull(direct, "direct is null");
        this.store = requireNonNull(store, "store is null");
        this.caller = requireNonNull(caller, "caller is null");
    }

    @GET
    @Path("result")
    @Produces({PNG, JPEG, WEBP, TIFF, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "result",
            summary = "Fetch the pastiche",
            description = "In the format that the job's 'output' names, whatever the request accepts; it never"
                    + " changes. A part of it can be asked for, and HEAD gives its headers.")
    @APIResponse(
            responseCode = "200",
            description = "The pastiche.",
            headers =
                    @Header(
                            name = REPR_DIGEST,
                            description = "SHA-256 of the pastiche, after RFC 9530; absent if the worker did not say.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = {
                @Content(mediaType = PNG),
                @Content(mediaType = JPEG),
                @Content(mediaType = WEBP),
                @Content(mediaType = TIFF)
            })
    @APIResponse(responseCode = "206", description = "The part that the header Range asks for.")
    @APIResponse(responseCode = "304", description = "The caller has it already.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "416", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response result(@PathParam("id") String id, @BeanParam Conditions conditions) {
        return result(id, conditions, false);
    }

    /** Without this method the framework would answer HEAD by GET. */
    @HEAD
    @Path("result")
    @Operation(hidden = true)
    public Response resultHead(@PathParam("id") String id, @BeanParam Conditions conditions) {
        return result(id, conditions, true);
    }

    @GET
    @Path("manifest")
    @Produces({MediaType.APPLICATION_JSON, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "manifest",
            summary = "Fetch the manifest of the pastiche",
            description = "What made the pastiche: recipe, precision, threads, tiles, versions, and the SHA-256 of all"
                    + " pictures. The command line makes the same bytes from it: stylize --replay.")
    @APIResponse(
            responseCode = "200",
            description = "The manifest.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    @APIResponse(responseCode = "206", description = "The part that the header Range asks for.")
    @APIResponse(responseCode = "304", description = "The caller has it already.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "416", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response manifest(@PathParam("id") String id, @BeanParam Conditions conditions) {
        return manifest(id, conditions, false);
    }

    @HEAD
    @Path("manifest")
    @Operation(hidden = true)
    public Response manifestHead(@PathParam("id") String id, @BeanParam Conditions conditions) {
        return manifest(id, conditions, true);
    }

    @GET
    @Path("result/link")
    @Produces({MediaType.APPLICATION_JSON, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "resultLink",
            summary = "Get an address of the pastiche that needs no key",
            description =
                    "The store itself answers there, for some minutes, with the right content type and a file name. 409"
                            + " if the job has no result, or if callers do not reach the store.")
    @APIResponse(
            responseCode = "200",
            description = "The address.",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = LinkView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    public Response resultLink(@PathParam("id") String id) {
        ImageRef pastiche = outcome(id).pastiche();
        return Response.ok(LinkView.of(direct.link(pastiche, mediaType(pastiche), id + ending(pastiche))))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("losses")
    @Produces({MediaType.APPLICATION_JSON, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "losses",
            summary = "Fetch the losses over the steps",
            description =
                    "Of a completed job, also over all its attempts and slices. While a job runs, its events tell the"
                            + " losses. The lists are empty if a worker of an earlier release did the job.")
    @APIResponse(
            responseCode = "200",
            description = "The losses.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LossesView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response losses(@PathParam("id") String id) {
        return Response.ok(LossesView.of(store.beginning(manifest(id), MOST_MANIFEST_BYTES)))
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }

    @GET
    @Path("thumbnail")
    @Produces({JPEG, WEBP, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "thumbnail",
            summary = "Fetch a thumbnail of the pastiche",
            description = "A small picture. It never changes.")
    @APIResponse(
            responseCode = "200",
            description = "The thumbnail.",
            content = {@Content(mediaType = JPEG), @Content(mediaType = WEBP)})
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "304", description = "The caller has it already.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public CompletionStage<Response> thumbnail(
            @PathParam("id") String id,
            @Parameter(
                            description = "Long side in pixels; a smaller pastiche keeps its size.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            enumeration = {"160", "320", "640", "1280"},
                                            defaultValue = "320"))
                    @QueryParam("size")
                    @DefaultValue("320")
                    String size,
            @Parameter(
                            description = "How it is written.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"jpeg", "webp"},
                                            defaultValue = "jpeg"))
                    @QueryParam("format")
                    @DefaultValue("jpeg")
                    String format,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        ThumbnailForm form = ThumbnailAnswers.form(size, format);
        return thumbnails.of(outcome(id).pastiche(), form, FOR_EVER, ifNoneMatch);
    }

    @GET
    @Path("preview")
    @Produces({JPEG, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "preview",
            summary = "Fetch the latest preview of the pastiche",
            description = "A JPEG of the pastiche as it is, or was before the job ended.")
    @APIResponse(responseCode = "200", description = "The preview.", content = @Content(mediaType = JPEG))
    @APIResponse(responseCode = "206", description = "The part that the header Range asks for.")
    @APIResponse(responseCode = "304", description = "The caller has it already.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "416", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response preview(@PathParam("id") String id, @BeanParam Conditions conditions) {
        return preview(id, conditions, false);
    }

    @HEAD
    @Path("preview")
    @Operation(hidden = true)
    public Response previewHead(@PathParam("id") String id, @BeanParam Conditions conditions) {
        return preview(id, conditions, true);
    }

    @GET
    @Path("inputs/{role}")
    @Produces({"image/*", ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "input",
            summary = "Fetch a picture that the job was asked for with",
            description =
                    "'content', 'start', 'protection', 'style-0', 'style-1' and so on, and 'mask-0' and so on: the styles and"
                            + " their masks in the order of the request.")
    @APIResponse(responseCode = "200", description = "The picture.", content = @Content(mediaType = "image/*"))
    @APIResponse(responseCode = "206", description = "The part that the header Range asks for.")
    @APIResponse(responseCode = "304", description = "The caller has it already.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "416", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response input(
            @PathParam("id") String id, @PathParam("role") String role, @BeanParam Conditions conditions) {
        return input(id, role, conditions, false);
    }

    @HEAD
    @Path("inputs/{role}")
    @Operation(hidden = true)
    public Response inputHead(
            @PathParam("id") String id, @PathParam("role") String role, @BeanParam Conditions conditions) {
        return input(id, role, conditions, true);
    }

    private Response input(String id, String role, Conditions conditions, boolean headOnly) {
        JobRecord job = Jobs.known(views, caller.tenant(), id);
        ImageRef picture = InputRoles.of(job.job().pictures()).get(role);
        if (picture == null) {
            throw new HttpProblem(
                    ProblemType.UNKNOWN_IMAGE,
                    "the pictures of job " + id + " are "
                            + String.join(
                                    ", ", InputRoles.of(job.job().pictures()).keySet()) + ", but there is no "
                            + role,
                    null);
        }
        return downloads
                .ofPicture(picture, EACH_TIME, conditions, headOnly)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id + "." + role + "\"")
                .build();
    }

    private ImageRef manifest(String id) {
        ImageRef manifest = outcome(id).manifest();
        if (manifest == null) {
            throw new HttpProblem(
                    ProblemType.NOT_READY, 404, "the job has no manifest: a worker of an earlier release did it", null);
        }
        return manifest;
    }

    private Response manifest(String id, Conditions conditions, boolean headOnly) {
        return downloads
                .of(manifest(id), MediaType.APPLICATION_JSON, FOR_EVER, conditions, headOnly)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id + ".manifest.json\"")
                .build();
    }

    private Response result(String id, Conditions conditions, boolean headOnly) {
        Outcome outcome = outcome(id);
        Response.ResponseBuilder response = downloads
                .of(outcome.pastiche(), mediaType(outcome.pastiche()), FOR_EVER, conditions, headOnly)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"" + id + ending(outcome.pastiche()) + "\"");
        digest(outcome.sha256()).ifPresent(digest -> response.header(REPR_DIGEST, digest));
        return response.build();
    }

    private static String ending(ImageRef pastiche) {
        return pastiche.key().substring(pastiche.key().lastIndexOf('.'));
    }

    /** Workers name their pictures by their format. */
    private static String mediaType(ImageRef pastiche) {
        return OutputFormat.formatNamed(pastiche.key()).mediaType();
    }

    /** The header's value; empty for an outcome without a hash that can be read. */
    private static Optional<String> digest(String sha256) {
        return sha256.matches("[0-9a-f]{64}")
                ? Optional.of("sha-256=:"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)) + ":")
                : Optional.empty();
    }

    private Response preview(String id, Conditions conditions, boolean headOnly) {
        JobRecord job = Jobs.known(views, caller.tenant(), id);
        ImageRef preview = feed.preview(job.id())
                .orElseThrow(() -> new HttpProblem(
                        ProblemType.NOT_READY, 404, "the job has no preview; its state is " + job.state(), null));
        return downloads.of(preview, JPEG, EACH_TIME, conditions, headOnly).build();
    }

    private Outcome outcome(String id) {
        JobRecord job = Jobs.known(views, caller.tenant(), id);
        if (job.outcome() == null) {
            throw new HttpProblem(ProblemType.NOT_READY, "the job has no result; its state is " + job.state(), null);
        }
        return job.outcome();
    }
}
