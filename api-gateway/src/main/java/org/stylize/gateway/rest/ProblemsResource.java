package org.stylize.gateway.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.proto.ProblemType;

/** Explains each type of problem at the URL that names it. */
@Path("/problems/{slug}")
@PermitAll
@Tag(name = "Problems")
public class ProblemsResource {
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "explainProblem",
            summary = "Explain a type of problem",
            description = "The address is the type of the problem. Needs no key.")
    @APIResponse(
            responseCode = "200",
            description = "One line of text.",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public String explain(@PathParam("slug") String slug) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.slug().equals(slug))
                .findFirst()
                .map(type -> type.title() + ": " + ProblemAdvice.of(type) + "\n")
                .orElseThrow(NotFoundException::new);
    }
}
