package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.batch.Batches;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.thumbnail.ContactSheet;
import org.stylize.gateway.thumbnail.Thumbnails;
import org.stylize.gateway.view.JobPage;
import org.stylize.gateway.view.JobQuery;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.BatchRecord;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Outcome;
import org.stylize.proto.ProblemType;

/** The pictures of a batch, all together. */
@Path("/v1/batches/{id}")
@RolesAllowed(Scope.Names.READ)
@Blocking // the store is waited for
@Tag(name = "Batches")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
@APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
@APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
public class BatchPicturesResource {
    private static final String ZIP = "application/zip";
    /** A SHA-256, of which the first digits tell one picture of a batch from the others. */
    private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{8})[0-9a-f]{56}");

    private static final String JPEG = "image/jpeg";
    private static final int PAGE = 200;

    private final Batches batches;
    private final JobViews jobs;
    private final ImageStore store;
    private final Downloads downloads;
    private final ContactSheet sheet;
    private final Caller caller;

    public BatchPicturesResource(
            Batches batches,
            JobViews jobs,
            ImageStore store,
            Downloads downloads,
            Thumbnails thumbnails,
            Caller caller) {
        this.batches = requireNonNull(batches, "batches is null");
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.store = requireNonNull(store, "store is null");
        this.downloads = requireNonNull(downloads, "downloads is null");
        this.sheet = new ContactSheet(thumbnails);
        this.caller = requireNonNull(caller, "caller is null");
    }

    @GET
    @Path("results.zip")
    @Produces({ZIP, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "batchResults",
            summary = "Fetch all pictures of a batch",
            description = "A ZIP of the pastiches of all jobs that are completed now, newest first; each file is named"
                    + " after its content image, its first style and its job.")
    @APIResponse(responseCode = "200", description = "The ZIP.", content = @Content(mediaType = ZIP))
    @APIResponse(responseCode = "429", ref = ApiDefinition.LIMITED)
    public Response results(@PathParam("id") String id) {
        BatchRecord batch = batches.known(caller.tenant(), BatchResource.idOf(id));
        Iterator<ZipPieces.Entry> entries =
                completed(batch).map(BatchPicturesResource::entry).iterator();
        return downloads
                .of(new ZipPieces(store, entries), ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + batch.id() + ".zip\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("contact-sheet")
    @Produces({JPEG, ProblemView.MEDIA_TYPE})
    @Operation(
            operationId = "batchContactSheet",
            summary = "Fetch a contact sheet of a batch",
            description = "One JPEG with the up to " + ContactSheet.MOST + " newest pastiches, small and in rows.")
    @APIResponse(responseCode = "200", description = "The sheet.", content = @Content(mediaType = JPEG))
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    public Response contactSheet(@PathParam("id") String id) {
        BatchRecord batch = batches.known(caller.tenant(), BatchResource.idOf(id));
        List<ImageRef> pictures = completed(batch)
                .map(job -> Objects.requireNonNull(job.outcome()).pastiche())
                .limit(ContactSheet.MOST)
                .toList();
        if (pictures.isEmpty()) {
            throw new HttpProblem(ProblemType.NOT_READY, "no job of the batch is completed yet", null);
        }
        byte[] jpeg = sheet.of(pictures);
        return Response.ok(jpeg, JPEG)
                .header(HttpHeaders.CONTENT_LENGTH, jpeg.length)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Page by page, as they are asked for. */
    private Stream<JobRecord> completed(BatchRecord batch) {
        JobQuery query = JobQuery.of(batch.tenant(), JobState.COMPLETED).in(batch.id());
        return Stream.iterate(
                        jobs.page(query, PAGE, null),
                        Objects::nonNull,
                        page -> page.last() == null ? null : jobs.page(query, PAGE, page.last()))
                .map(JobPage::jobs)
                .flatMap(List::stream);
    }

    private static ZipPieces.Entry entry(JobRecord job) {
        Outcome outcome = Objects.requireNonNull(job.outcome());
        String key = outcome.pastiche().key();
        String content = baseName(job.job().pictures().content());
        String style = baseName(job.job().pictures().styles().get(0).image());
        return new ZipPieces.Entry(
                content + "." + style + "." + job.id() + key.substring(key.lastIndexOf('.')), outcome.pastiche());
    }

    /** A file's name without its ending, of characters that every system allows. */
    private static String baseName(ImageRef image) {
        String name = image.key().substring(image.key().lastIndexOf('/') + 1);
        int end = name.lastIndexOf('.');
        String base = (end > 0 ? name.substring(0, end) : name).replaceAll("[^A-Za-z0-9_-]", "_");
        if (DIGEST.matcher(base).find()) { // of a kept picture, or of one that came with the request
            return base.replaceFirst(DIGEST.pattern(), "$1");
        }
        return base.length() > 40 ? base.substring(0, 40) : base;
    }
}
