package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobRecord;
import org.stylize.proto.ProblemType;

/** The pictures of a job, straight from the store. */
@Path("/v1/stylizations/{id}")
@Tag(name = "Jobs")
public class PictureResource {
    private final JobViews views;
    private final EventFeed feed;
    private final ImageStore store;

    public PictureResource(JobViews views, EventFeed feed, ImageStore store) {
        this.views = requireNonNull(views, "views is null");
        this.feed = requireNonNull(feed, "feed is null");
        this.store = requireNonNull(store, "store is null");
    }

    @GET
    @Path("result")
    @Produces({"image/png", ProblemView.MEDIA_TYPE})
    @Operation(operationId = "result", summary = "Fetch the pastiche")
    @APIResponse(responseCode = "200", description = "The pastiche.", content = @Content(mediaType = "image/png"))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response result(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch)
            throws IOException {
        JobRecord job = Jobs.known(views, id);
        if (job.outcome() == null) {
            throw new HttpProblem(ProblemType.NOT_READY, "the job has no result; its state is " + job.state(), null);
        }
        return picture(job.outcome().pastiche(), "image/png", "private, max-age=31536000, immutable", ifNoneMatch)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + job.id() + ".png\"")
                .build();
    }

    @GET
    @Path("preview")
    @Produces({"image/jpeg", ProblemView.MEDIA_TYPE})
    @Operation(operationId = "preview", summary = "Fetch the latest preview of the pastiche")
    @APIResponse(responseCode = "200", description = "The preview.", content = @Content(mediaType = "image/jpeg"))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response preview(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch)
            throws IOException {
        JobRecord job = Jobs.known(views, id);
        ImageRef preview = feed.preview(job.id())
                .orElseThrow(() -> new HttpProblem(
                        ProblemType.NOT_READY, 404, "the job has no preview; its state is " + job.state(), null));
        return picture(preview, "image/jpeg", "private, no-cache", ifNoneMatch).build();
    }

    private Response.ResponseBuilder picture(
            ImageRef image, String mediaType, String caching, @Nullable String ifNoneMatch) throws IOException {
        ImageStore.ImageContent content = store.open(image);
        String etag = "\"" + content.etag() + "\"";
        if (etag.equals(ifNoneMatch)) {
            content.stream().close();
            return Response.notModified().header(HttpHeaders.ETAG, etag).header(HttpHeaders.CACHE_CONTROL, caching);
        }
        Response.ResponseBuilder response = Response.ok(content.stream(), mediaType)
                .header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, caching);
        return content.bytes() < 0 ? response : response.header(HttpHeaders.CONTENT_LENGTH, content.bytes());
    }
}
