package org.stylize.proto;

import java.util.Arrays;
import java.util.Locale;

/** Each type of problem, after RFC 9457; the same in HTTP answers, events and job states. */
public enum ProblemType {
    INVALID_JOB("The request is not valid"),
    INVALID_RECIPE("The recipe is not valid"),
    UNAUTHENTICATED("The request has no valid key"),
    FORBIDDEN("The key does not allow this"),
    UNKNOWN_JOB("There is no such job"),
    UNKNOWN_BATCH("There is no such batch"),
    UNKNOWN_IMAGE("There is no such picture"),
    UNKNOWN_KEY("There is no such key"),
    UNKNOWN_WEBHOOK("There is no such webhook or delivery"),
    CONFLICTING_JOB("The id or idempotency key was used for another request"),
    BODY_TOO_LARGE("The body is too large"),
    RATE_LIMITED("Too many requests"),
    QUOTA_EXCEEDED("The tenant's quota is used up"),
    UNSUPPORTED_MEDIA_TYPE("The body's media type is not supported"),
    NOT_POSSIBLE("The present state does not allow it"),
    NOT_READY("The picture is not there yet"),
    BUCKET_NOT_ALLOWED("The bucket is not open to jobs"),
    OBJECT_NOT_ALLOWED("The object belongs to somebody else"),
    LINK_NOT_ALLOWED("The picture's address is not allowed"),
    LINK_NOT_FETCHED("The picture can't be downloaded"),
    IMAGE_NOT_FOUND("The picture does not exist"),
    IMAGE_UNREADABLE("The picture can't be read"),
    IMAGE_TOO_LARGE("The picture is too large"),
    IMAGE_TOO_SMALL("The picture is too small"),
    DIVERGED("The optimization diverged"),
    NO_ABLE_WORKER("No worker that was asked can go on with the job as it was begun"),
    ATTEMPTS_EXHAUSTED("The job was tried too often"),
    UNAVAILABLE("The service can't do it now"),
    INTERNAL("An error of the service");

    private final String title;

    ProblemType(String title) {
        this.title = title;
    }

    /** One sentence for people, the same for all problems of this type. */
    public String title() {
        return title;
    }

    /** The name in messages and, after {@code /problems/}, in URIs: {@code image-not-found}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type of that slug; {@link #INTERNAL} for one that this version does not know. */
    public static ProblemType ofSlug(String slug) {
        return Arrays.stream(values())
                .filter(type -> type.slug().equals(slug))
                .findFirst()
                .orElse(INTERNAL);
    }
}
