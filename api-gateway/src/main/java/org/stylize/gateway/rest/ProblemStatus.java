package org.stylize.gateway.rest;

import org.stylize.proto.ProblemType;

/** The usual HTTP status of each type of problem; a resource may choose another one. */
final class ProblemStatus {
    private ProblemStatus() {}

    static int of(ProblemType type) {
        return switch (type) { // no default: a new type does not compile until it has a status
            case INVALID_JOB, INVALID_RECIPE -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN_JOB, UNKNOWN_BATCH, UNKNOWN_IMAGE, UNKNOWN_KEY, UNKNOWN_WEBHOOK -> 404;
            case NOT_READY, NOT_POSSIBLE -> 409;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case RATE_LIMITED, QUOTA_EXCEEDED -> 429;
            case CONFLICTING_JOB,
                    BUCKET_NOT_ALLOWED,
                    OBJECT_NOT_ALLOWED,
                    LINK_NOT_ALLOWED,
                    LINK_NOT_FETCHED,
                    IMAGE_NOT_FOUND,
                    IMAGE_UNREADABLE,
                    IMAGE_TOO_LARGE,
                    IMAGE_TOO_SMALL,
                    DIVERGED -> 422;
            case ATTEMPTS_EXHAUSTED, INTERNAL -> 500;
            case NO_ABLE_WORKER, UNAVAILABLE -> 503;
        };
    }
}
