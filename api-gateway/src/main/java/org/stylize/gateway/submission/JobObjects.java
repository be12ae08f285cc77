package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;
import org.stylize.proto.JobRecord;
import org.stylize.proto.StylizationJob;

/**
 * The objects in the store that exist for the sake of one job: what its attempts made, and its uploads. Objects that the
 * caller stored and named are not among them. For any thread; waits for the store.
 */
final class JobObjects {
    private final StoredObjects store;
    private final JobViews views;

    JobObjects(StoredObjects store, JobViews views) {
        this.store = requireNonNull(store, "store is null");
        this.views = requireNonNull(views, "views is null");
    }

    /**
     * The objects of a job as the store has them now.
     *
     * @throws UnavailableException if the store does not answer
     */
    Set<ImageRef> of(JobRecord job) {
        Set<ImageRef> found = new LinkedHashSet<>();
        prefixes(job).forEach(prefix -> found.addAll(store.under(prefix)));
        pictures(job.job()).filter(JobObjects::isUpload).forEach(found::add);
        return found;
    }

    /**
     * Deletes the objects of a job that is gone. Uploads stay as long as another job names them: one that does this job
     * again has the same pictures.
     *
     * @param before the objects that the job had before; a worker may have added others
     */
    void discard(JobRecord job, Set<ImageRef> before) {
        Set<ImageRef> unused = new LinkedHashSet<>(before);
        try {
            unused.addAll(of(job));
        } catch (UnavailableException e) {
            // The job cannot be brought back, so what is known is deleted all the same.
        }
        unused.removeIf(object -> views.isNamed(object.key()));
        store.discard(unused);
    }

    private static List<String> prefixes(JobRecord job) {
        JobKeys keys = job.job().keys();
        return job.outcome() == null
                        || job.job().tenant().owns(job.outcome().pastiche().key())
                ? List.of(keys.made(), keys.uploads())
                : List.of(keys.made(), keys.uploads(), JobKeys.madeBefore(job.id())); // an earlier release made it
    }

    private static Stream<ImageRef> pictures(StylizationJob job) {
        return job.pictures().all().stream();
    }

    /** Whether a gateway stored it with a job. */
    private static boolean isUpload(ImageRef picture) {
        return JobObjectKey.parse(picture.key())
                .filter(key -> key.kind() == JobObjectKey.Kind.UPLOAD)
                .isPresent();
    }
}
