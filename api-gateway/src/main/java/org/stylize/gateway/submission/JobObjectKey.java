package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;

/** The object key of something that is in the store for the sake of one job. Objects of other keys are the callers'. */
public record JobObjectKey(JobId job, Kind kind) {
    /** Keys of uploads begin so; the job id follows. */
    public static final String UPLOADED = "uploads/";
    /** Keys of what workers made begin so; the job id follows. */
    public static final String MADE = "jobs/";

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

    /** What the key says; empty if the object is not one of these. */
    public static Optional<JobObjectKey> parse(String key) {
        List<String> path = List.of(key.split("/", -1));
        if (key.startsWith(UPLOADED) && path.size() == 3) {
            return of(path.get(1), Kind.UPLOAD);
        }
        return key.startsWith(MADE) && path.size() >= 3 ? of(path.get(1), made(path)) : Optional.empty();
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
