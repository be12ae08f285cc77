package org.stylize.gateway.rest;

import org.stylize.proto.ProblemType;

/** What a caller can do about each type of problem. */
final class ProblemAdvice {
    private ProblemAdvice() {}

    static String of(ProblemType type) {
        return switch (type) {
            case INVALID_JOB -> "a part of the request is missing, unknown or wrong; 'field' names it.";
            case INVALID_RECIPE ->
                "a preset, an override or a value of the recipe is unknown or out of its range; /v1/presets lists"
                        + " recipes.";
            case UNAUTHENTICATED ->
                "send a key, or a token of the issuer, as 'Authorization: Bearer KEY'; one that is unknown, expired or revoked"
                        + " does not count.";
            case FORBIDDEN -> "the key lacks the scope that 'detail' names; ask whoever administers your keys.";
            case UNKNOWN_KEY -> "no key of your tenant has this id.";
            case UNKNOWN_BATCH -> "no batch of your tenant has this id, or it is too old.";
            case UNKNOWN_IMAGE -> "your tenant keeps no picture of this id; GET /v1/images lists them.";
            case UNKNOWN_WEBHOOK ->
                "your tenant has no webhook of this id, or the webhook no message of this id that is still known.";
            case UNKNOWN_JOB -> "no job has this id, or the job ended long ago and was removed.";
            case CONFLICTING_JOB ->
                "an id or an Idempotency-Key belongs to one request; use a new one for another request.";
            case BODY_TOO_LARGE -> "a picture, or the request as a whole, is over the limit that 'detail' names.";
            case RATE_LIMITED -> "send fewer requests a second; wait for the time in Retry-After.";
            case QUOTA_EXCEEDED ->
                "your tenant has used what it may; 'detail' names the quota. Wait for the time in Retry-After, or until jobs"
                        + " have ended, or ask for a higher quota.";
            case UNSUPPORTED_MEDIA_TYPE -> "a job is submitted as multipart/form-data or application/json.";
            case NOT_POSSIBLE -> "the state of the job does not allow this; 'detail' names the state.";
            case NOT_READY ->
                "try again later, or follow the job's events; an upload is completed after the picture was posted to the store.";
            case BUCKET_NOT_ALLOWED -> "pictures are read from one bucket only, which 'detail' names.";
            case OBJECT_NOT_ALLOWED ->
                "a job reads objects of its own tenant only: their keys begin with the tenant's name and a slash.";
            case LINK_NOT_ALLOWED ->
                "a picture's address must begin with https:// and lead to a server of the public internet.";
            case LINK_NOT_FETCHED -> "the picture can't be downloaded from its address; 'detail' says why.";
            case IMAGE_NOT_FOUND -> "the object store has no object of that key.";
            case IMAGE_UNREADABLE ->
                "the file is not a PNG, JPEG, WebP, TIFF, BMP or GIF, or it is damaged or truncated.";
            case IMAGE_TOO_LARGE -> "the file has more bytes or pixels than the limit that 'detail' names.";
            case IMAGE_TOO_SMALL -> "a side of the picture is shorter than the limit that 'detail' names.";
            case DIVERGED -> "a loss became NaN or infinite; a smaller learning rate or smaller weights help.";
            case NO_ABLE_WORKER ->
                "a job goes on in the way in which it was begun, which 'detail' names; it waits for a worker that can.";
            case ATTEMPTS_EXHAUSTED -> "several attempts did not finish; operators find the job in the dead letters.";
            case UNAVAILABLE ->
                "the broker, the store or the ledger does not answer; try again after the time in Retry-After.";
            case INTERNAL -> "the service has a fault; its log has the details.";
        };
    }
}
