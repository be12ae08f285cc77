package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.picture.DirectTransfers;
import org.stylize.gateway.picture.PictureLibrary;

/** Uploads that go straight to the store. */
@Path(UploadResource.PATH)
@RolesAllowed(Scope.Names.SUBMIT)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Images")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class UploadResource {
    static final String PATH = "/v1/uploads";

    private final DirectTransfers transfers;
    private final BodyLimits limits;
    private final Caller caller;

    public UploadResource(DirectTransfers transfers, BodyLimits limits, Caller caller) {
        this.transfers = requireNonNull(transfers, "transfers is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.caller = requireNonNull(caller, "caller is null");
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "beginUpload",
            summary = "Begin an upload straight to the store",
            description =
                    "The answer has a form that the store takes without a key, for one picture of limited size and the"
                            + " media type asked for. Post it with the picture, then post to 'links.completion'. What is not completed"
                            + " is deleted some hours later. 409 if callers do not reach the store.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = UploadBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "The form.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UploadView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "408", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Response begin(InputStream stream) throws IOException {
        UploadBody body = StrictJson.read(limits.json(stream), UploadBody.class);
        DirectTransfers.Upload upload = transfers.begin(caller.tenant(), body.required());
        return Response.status(Response.Status.CREATED)
                .entity(UploadView.of(upload, transfers.mostBytes()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    @Path("{id}/completion")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "completeUpload",
            summary = "Keep a picture that was uploaded to the store",
            description =
                    "The picture is checked and kept as one of /v1/images, under the SHA-256 of its bytes. 409 if nothing"
                            + " was posted to the store yet. Sent again with the same sha256, it finds the picture that is kept.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = UploadCompletionBody.class)))
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
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "408", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "422", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Response complete(@PathParam("id") String id, InputStream stream) throws IOException {
        UploadCompletionBody body = StrictJson.read(limits.json(stream), UploadCompletionBody.class);
        PictureLibrary.Kept kept = transfers.complete(caller.tenant(), id, body.checked());
        ImageView view = ImageView.of(kept);
        return Response.created(URI.create(view.links().self())).entity(view).build();
    }
}
