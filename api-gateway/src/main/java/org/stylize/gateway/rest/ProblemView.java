package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;

/**
 * A problem after RFC 9457.
 *
 * @param field the part of the request that is at fault
 * @param traceId of the request that the problem answers; null if it is not traced, and in a problem of a job
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem", description = "What went wrong, as in RFC 9457.")
public record ProblemView(
        @Schema(
                format = "uri-reference",
                examples = "/problems/image-not-found",
                description = "Kind of the problem; the address explains it.")
        String type,

        @Schema(examples = "The picture does not exist") String title,
        @Schema(examples = "422") int status,

        @Schema(description = "What was expected and what was found.")
        String detail,

        @Schema(nullable = true, description = "The part of the request that is at fault.") @Nullable
        String field,

        @Schema(
                nullable = true,
                examples = "4bf92f3577b34da6a3ce929d0e0e4736",
                description =
                        "Of an answer: the trace of the request, as in W3C Trace Context, to quote to whoever runs the"
                                + " service. Absent if requests are not traced, and in the problem of a job.")
        @Nullable
        String traceId) {
    /** Media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TRACE_ID = "traceId";

    static ProblemView of(ProblemType type, int status, String detail, @Nullable String field) {
        return new ProblemView(typeOf(type), type.title(), status, detail, field, traceOfTheRequest());
    }

    /** The problem of a job. */
    static ProblemView of(Problem problem) {
        ProblemType type = problem.type();
        return new ProblemView(typeOf(type), type.title(), ProblemStatus.of(type), problem.detail(), null, null);
    }

    /** As it is in the lines of the log that the request leads to. */
    static @Nullable String traceOfTheRequest() {
        return MDC.get(TRACE_ID);
    }

    private static String typeOf(ProblemType type) {
        return "/problems/" + type.slug();
    }
}
