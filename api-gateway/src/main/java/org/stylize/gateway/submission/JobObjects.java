package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.StylizationJob;

/**
 * The objects in the store that exist for the sake of one job: what its attempts made, and its uploads. Objects that the
 * caller stored and named are not among them. For any thread; waits for the store.
 */
final class JobObjects {
    private static final Logger LOG = LoggerFactory.getLogger(JobObjects.class);
    private static final String UPLOADS = "uploads/";

    private final StoredObjects store;
    private final JobViews views;

    JobObjects(StoredObjects store, JobViews views) {
        this.store = requireNonNull(store, "store is null");
        this.views = requireNonNull(views, "views is null");
    }

    /**
     * Makes sure that the store answers.
     *
     * @throws UnavailableException if it does not
     */
    void check(JobId id) {
        store.under(made(id));
    }

    /**
     * Deletes the objects of a job that is known no longer. Uploads stay as long as another job names them: one that does
     * this job again has the same pictures. The job is gone in any case, so a failure of the store is only logged.
     */
    void delete(JobRecord job) {
        try {
            Stream.concat(store.under(made(job.id())).stream(), unusedUploads(job).stream())
                    .forEach(store::delete);
        } catch (UnavailableException e) {
            LOG.warn("Objects of the deleted job {} stay in the store: {}", job.id(), e.getMessage());
        }
    }

    private Set<ImageRef> unusedUploads(JobRecord job) {
        Set<ImageRef> uploads = new LinkedHashSet<>(store.under(UPLOADS + job.id() + "/"));
        pictures(job.job()).filter(JobObjects::isUpload).forEach(uploads::add);
        if (!uploads.isEmpty()) {
            views.anyMatch(other -> {
                pictures(other.job()).forEach(uploads::remove);
                return uploads.isEmpty();
            });
        }
        return uploads;
    }

    private static Stream<ImageRef> pictures(StylizationJob job) {
        return job.pictures().all().stream();
    }

    /** Whether a gateway stored it with a job. */
    private static boolean isUpload(ImageRef picture) {
        List<String> path = List.of(picture.key().split("/", -1));
        if (path.size() != 3 || !picture.key().startsWith(UPLOADS)) {
            return false;
        }
        try {
            JobId.parse(path.get(1));
            return true;
        } catch (InvalidJobException e) {
            return false;
        }
    }

    private static String made(JobId id) {
        return "jobs/" + id + "/";
    }
}
