package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who the caller is. */
@Path("/v1/me")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class MeResource {
    private final Caller caller;

    public MeResource(Caller caller) {
        this.caller = requireNonNull(caller, "caller is null");
    }

    @GET
    @Operation(
            operationId = "me",
            summary = "Say whose key this is",
            description = "And what it allows. For a key of any scope.")
    @APIResponse(
            responseCode = "200",
            description = "The caller.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MeView.class)))
    public Response me() {
        return Response.ok(MeView.of(caller.principal()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
