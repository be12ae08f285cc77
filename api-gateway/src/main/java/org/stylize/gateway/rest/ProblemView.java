package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;

/**
 * A problem after RFC 9457.
 *
 * @param field the part of the request that is at fault
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
        String field) {
    /** Media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemView of(ProblemType type, int status, String detail, @Nullable String field) {
        return new ProblemView("/problems/" + type.slug(), type.title(), status, detail, field);
    }

    static ProblemView of(Problem problem) {
        return of(problem.type(), ProblemStatus.of(problem.type()), problem.detail(), null);
    }
}
