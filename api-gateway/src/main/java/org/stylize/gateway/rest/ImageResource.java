package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.picture.PictureLibrary;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.proto.InvalidJobException;

/** The pictures that a tenant keeps for jobs to come. */
@Path(ImageResource.PATH)
@Blocking // the store is waited for
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Images", description = "Pictures that the tenant keeps, to name them in submissions and batches.")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
public class ImageResource {
    static final String PATH = "/v1/images";
    private static final String ANY_IMAGE = "image/*";
    private static final String JPEG = "image/jpeg";
    private static final String WEBP = "image/webp";
    private static final String FOR_EVER = "private, max-age=31536000, immutable";
    private static final Pattern DIGEST = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");

    private final PictureLibrary pictures;
    private final Downloads downloads;
    private final ThumbnailAnswers thumbnails;
    private final Spool spool;
    private final Caller caller;
    /** Stands for the present request. */
    private final CurrentVertxRequest current;

    public ImageResource(
            PictureLibrary pictures,
            Downloads downloads,
            ThumbnailAnswers thumbnails,
            Spool spool,
            Caller caller,
            CurrentVertxRequest current) {
        this.pictures = requireNonNull(pictures, "pictures is null");
        this.downloads = requireNonNull(downloads, "downloads is null");
        this.thumbnails = requireNonNull(thumbnails, "thumbnails is null");
        this.spool = requireNonNull(spool, "spool is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.current = requireNonNull(current, "current is null");
    }

    @POST
    @RolesAllowed(Scope.Names.SUBMIT)
    @Consumes({ANY_IMAGE, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            operationId = "uploadImage",
            summary = "Keep a picture",
            description =
                    "The body is the picture: PNG, JPEG, WebP, TIFF, BMP or GIF. It is kept under the SHA-256 of its"
                            + " bytes until it is deleted, and counts as the tenant's stored bytes. The same picture again is the"
                            + " same resource.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = ANY_IMAGE, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "201",
            description = "The picture is kept.",
            headers =
                    @Header(
                            name = "Location",
                            description = "URL of the picture.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImageView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "408", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Response upload(
            @Parameter(
                            description =
                                    "SHA-256 of the picture, after RFC 9530, as 'sha-256=:…:'. If the bytes that came"
                                            + " have another one, the picture is refused.")
                    @HeaderParam("Repr-Digest")
                    @Nullable
                    String digest)
            throws IOException {
        RoutingContext context = current.getCurrent();
        SpooledBody body = SpooledBody.of(context);
        java.nio.file.Path file = body == null ? null : body.file(spool, context);
        long bytes = file == null ? 0 : Files.size(file);
        if (file == null || bytes == 0) {
            throw new InvalidJobException("body", "the body must be a picture but is empty");
        }
        PictureLibrary.Kept kept =
                pictures.put(caller.tenant(), new ImageUpload(file, bytes), digest == null ? null : sha256(digest));
        ImageView view = ImageView.of(kept);
        return Response.created(URI.create(view.links().self())).entity(view).build();
    }

    @GET
    @RolesAllowed(Scope.Names.READ)
    @Operation(
            operationId = "listImages",
            summary = "List pictures that are kept",
            description = "The pictures of the caller's tenant, a page at a time.")
    @APIResponse(
            responseCode = "200",
            description = "A page of pictures.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImagePageView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    public ImagePageView list(
            @Parameter(description = "Largest number of pictures on the page, 1 to 200.")
                    @QueryParam("limit")
                    @DefaultValue("20")
                    String limit,
            @Parameter(description = "The value of 'next' on the previous page.") @QueryParam("cursor") @Nullable
                    String cursor) {
        int most = PageLimit.of(limit);
        Page<PictureLibrary.Kept> page = Page.of(pictures.page(caller.tenant(), most + 1, cursor), most);
        return new ImagePageView(page.map(ImageView::of), page.next(PictureLibrary.Kept::id));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Scope.Names.READ)
    @Operation(
            operationId = "getImage",
            summary = "Show a picture that is kept",
            description = "Its object key, format and size.")
    @APIResponse(
            responseCode = "200",
            description = "What is known of the picture.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImageView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public ImageView get(@PathParam("id") String id) {
        pictures.known(caller.tenant(), id);
        return ImageView.of(pictures.get(caller.tenant(), id));
    }

    @GET
    @Path("{id}/content")
    @RolesAllowed(Scope.Names.READ)
    @Produces({ANY_IMAGE, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "imageContent",
            summary = "Fetch a picture that is kept",
            description = "The bytes as they came. A part of them can be asked for, and HEAD gives the headers.")
    @APIResponse(responseCode = "200", description = "The picture.", content = @Content(mediaType = ANY_IMAGE))
    @APIResponse(responseCode = "206", description = "The part that the header Range asks for.")
    @APIResponse(responseCode = "304", description = "The caller has it already.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "416", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Response content(@PathParam("id") String id, @BeanParam Conditions conditions) {
        return content(id, conditions, false);
    }

    /** Without this method the framework would answer HEAD by GET. */
    @HEAD
    @Path("{id}/content")
    @RolesAllowed(Scope.Names.READ)
    @Operation(hidden = true)
    public Response contentHead(@PathParam("id") String id, @BeanParam Conditions conditions) {
        return content(id, conditions, true);
    }

    private Response content(String id, Conditions conditions, boolean headOnly) {
        PictureLibrary.Kept kept = pictures.get(caller.tenant(), id);
        String type =
                kept.header() == null ? "image/tiff" : kept.header().format().mediaType();
        return downloads
                .of(kept.object().image(), type, FOR_EVER, conditions, headOnly)
                .header(
                        "Repr-Digest",
                        "sha-256=:"
                                + Base64.getEncoder()
                                        .encodeToString(HexFormat.of().parseHex(id)) + ":")
                .build();
    }

    @GET
    @Path("{id}/thumbnail")
    @RolesAllowed(Scope.Names.READ)
    @Produces({JPEG, WEBP, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "imageThumbnail",
            summary = "Fetch a thumbnail of a picture that is kept",
            description = "A small picture. It never changes.")
    @APIResponse(
            responseCode = "200",
            description = "The thumbnail.",
            content = {@Content(mediaType = JPEG), @Content(mediaType = WEBP)})
    @APIResponse(responseCode = "304", description = "The caller has it already.")
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    public CompletionStage<Response> thumbnail(
            @PathParam("id") String id,
            @Parameter(
                            description = "Long side in pixels; a smaller picture keeps its size.",
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
        return thumbnails.of(
                pictures.known(caller.tenant(), id).image(),
                ThumbnailAnswers.form(size, format),
                FOR_EVER,
                ifNoneMatch);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Scope.Names.CANCEL)
    @Operation(
            operationId = "deleteImage",
            summary = "Delete a picture that is kept",
            description = "A job that has ended and names it keeps its result, but cannot be done again.")
    @APIResponse(responseCode = "204", description = "There is no such picture any more.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    public Response delete(@PathParam("id") String id) {
        pictures.delete(caller.tenant(), id);
        return Response.noContent().build();
    }

    private static String sha256(String digest) {
        Matcher found = DIGEST.matcher(digest);
        if (!found.matches()) {
            throw new InvalidJobException(
                    "Repr-Digest",
                    "Repr-Digest must be 'sha-256=:', the SHA-256 in Base64, and ':' but is '" + digest + "'");
        }
        return HexFormat.of().formatHex(Base64.getDecoder().decode(found.group(1)));
    }
}
