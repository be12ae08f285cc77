package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.submission.JobObjectKey;
import org.stylize.proto.JobRecord;

/**
 * Which objects are of no use. Pure, for any thread.
 *
 * <p>Time is counted from when the object was stored, and up to the time before which everything that the broker got is
 * in the view of the jobs. So while the ledger or the view is behind, no object grows older.
 *
 * @param uploadGrace how old an upload must be; longer than it takes from the upload to the submission
 * @param endedGrace how old other objects must be, and how long ago their job must have ended; longer than the clocks of
 *     store and gateways differ
 * @param styleRetention how old the features of a style image may become; they can be computed again at any time
 */
record SweepRules(Duration uploadGrace, Duration endedGrace, Duration styleRetention) {
    /** Keys of the features of style images begin so; a digest follows. */
    static final String STYLES = "cache/styles/";

    private static final Pattern STYLE = Pattern.compile(STYLES + "[0-9a-f]{64}/[^/]+");

    SweepRules {
        requireNonNull(uploadGrace, "uploadGrace is null");
        requireNonNull(endedGrace, "endedGrace is null");
        requireNonNull(styleRetention, "styleRetention is null");
    }

    /** Whether the object has the features of a style image. */
    static boolean isStyle(SweptStore.Listed object) {
        return STYLE.matcher(object.key()).matches();
    }

    /** Whether features of a style image are old. */
    boolean isOldStyle(SweptStore.Listed object, Instant known) {
        return !object.storedAt().plus(styleRetention).isAfter(known);
    }

    /**
     * Why the object is of no use, as far as its own job tells. Another job may still name it.
     *
     * @param job its job; null if there is none
     * @param known everything before that time is in the view of the jobs
     */
    Optional<Orphan.Kind> judge(JobObjectKey key, SweptStore.Listed object, @Nullable JobRecord job, Instant known) {
        boolean isUpload = key.kind() == JobObjectKey.Kind.UPLOAD;
        if (object.storedAt().plus(isUpload ? uploadGrace : endedGrace).isAfter(known)) {
            return Optional.empty();
        }
        if (isUpload) {
            return job != null && names(job, object.key()) ? Optional.empty() : Optional.of(Orphan.Kind.UPLOAD);
        }
        if (job == null) {
            return Optional.of(Orphan.Kind.FORGOTTEN_JOB);
        }
        boolean isOver =
                job.state().isTerminal() && !job.updatedAt().plus(endedGrace).isAfter(known);
        return isOver ? ofEnded(job, key.kind(), object.key()) : Optional.empty();
    }

    private static Optional<Orphan.Kind> ofEnded(JobRecord job, JobObjectKey.Kind kind, String key) {
        return switch (kind) {
            case CHECKPOINT -> Optional.of(Orphan.Kind.CHECKPOINT);
            case PREVIEW -> Optional.of(Orphan.Kind.PREVIEW);
            case RESULT, UPLOAD -> isOfOutcome(job, key) ? Optional.empty() : Optional.of(Orphan.Kind.LOST_ATTEMPT);
        };
    }

    private static boolean names(JobRecord job, String key) {
        return job.job().pictures().all().stream()
                .anyMatch(picture -> picture.key().equals(key));
    }

    private static boolean isOfOutcome(JobRecord job, String key) {
        return job.outcome() != null
                && key.startsWith(placeOf(job.outcome().pastiche().key()));
    }

    /** With that the keys of a result and of its manifest begin, and no others. */
    static String placeOf(String key) {
        return JobObjectKey.parse(key).isPresent() ? key.substring(0, key.lastIndexOf('/') + 1) : key;
    }
}
