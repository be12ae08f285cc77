package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobKeys;
import org.stylize.proto.Tenant;

/** The object key of something that is in the store for the sake of one job. Objects of other keys are the callers'. */
public record JobObjectKey(JobId job, Kind kind) {
    private static final String CHECKPOINTS = "checkpoints";
    private static final String PREVIEW = "preview-";

    /** What the object is. */
    public enum Kind {
        /** A picture that came with a submission. */
        UPLOAD,
        /** From which an unfinished job goes on. */
        CHECKPOINT,
        /** The picture as it was after a step. */
        PREVIEW,
        /** A pastiche or a manifest. */
        RESULT
    }

    public JobObjectKey {
        requireNonNull(job, "job is null");
        requireNonNull(kind, "kind is null");
    }

    /** What the key says, with or without a tenant before it; empty if the object is not one of these. */
    public static Optional<JobObjectKey> parse(String key) {
        List<String> all = List.of(key.split("/", -1));
        List<String> path = Tenant.isName(all.get(0)) ? all.subList(1, all.size()) : all;
        if (path.size() == 3 && path.get(0).equals(JobKeys.UPLOADS)) {
            return of(path.get(1), Kind.UPLOAD);
        }
        return path.size() >= 3 && path.get(0).equals(JobKeys.MADE) ? of(path.get(1), made(path)) : Optional.empty();
    }

    /**
     * What the keys of all these objects begin with.
     *
     * @param tenants whose objects they are; those of releases that knew no tenants come first
     */
    public static List<String> prefixes(Collection<Tenant> tenants) {
        List<String> prefixes = new ArrayList<>(List.of(JobKeys.UPLOADS + "/", JobKeys.MADE + "/"));
        for (Tenant tenant : tenants) {
            prefixes.add(JobKeys.uploadsOf(tenant));
            prefixes.add(JobKeys.madeOf(tenant));
        }
        return prefixes;
    }

    private static Kind made(List<String> path) {
        if (path.get(2).equals(CHECKPOINTS)) {
            return Kind.CHECKPOINT;
        }
        return path.get(path.size() - 1).startsWith(PREVIEW) ? Kind.PREVIEW : Kind.RESULT;
    }

    private static Optional<JobObjectKey> of(String job, Kind kind) {
        try {
            return Optional.of(new JobObjectKey(JobId.parse(job), kind));
        } catch (InvalidJobException e) {
            return Optional.empty();
        }
    }
}
