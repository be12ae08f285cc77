package org.stylize.gateway.rest;

import jakarta.ws.rs.core.Response;
import org.stylize.proto.ProblemType;

/** Errors for which HTTP itself has a status. */
final class HttpErrors {
    private HttpErrors() {}

    /** A problem with nothing but its status; its type in RFC 9457 is {@code about:blank}. */
    static ProblemView of(int status) {
        return switch (status) {
            case 400 ->
                ProblemView.of(
                        ProblemType.INVALID_JOB, status, "the request's body or parameters cannot be read", null);
            case 413 ->
                ProblemView.of(ProblemType.BODY_TOO_LARGE, status, "the body, or a part of it, is too large", null);
            case 415 ->
                ProblemView.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        status,
                        "a job is submitted as multipart/form-data or application/json",
                        "Content-Type");
            default -> blank(status);
        };
    }

    /** The same with other words. */
    static ProblemView of(int status, String detail) {
        ProblemView usual = of(status);
        return new ProblemView(usual.type(), usual.title(), status, detail, null, usual.traceId());
    }

    /** What HTTP calls the status. */
    static String reason(int status) {
        if (status == 422) {
            return "Unprocessable Content"; // not among those that JAX-RS knows
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error " + status : known.getReasonPhrase();
    }

    private static ProblemView blank(int status) {
        String reason = reason(status);
        return new ProblemView(
                "about:blank", reason, status, detail(status, reason), null, ProblemView.traceOfTheRequest());
    }

    private static String detail(int status, String reason) {
        return switch (status) {
            case 404 -> "there is nothing at this address; /openapi lists what there is";
            case 405 -> "the method is not among those that the Allow header names";
            case 406 -> "this address has none of the media types of the Accept header; /openapi says which it has";
            default -> reason;
        };
    }
}
