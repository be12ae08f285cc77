package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.access.ApiKey;
import org.stylize.gateway.access.KeyOffice;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Scope;
import org.stylize.proto.Tenant;

/** API keys, for those who administer them. The problems are described here once, for all operations. */
@Path(KeyResource.PATH)
@RolesAllowed(Scope.Names.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys", description = "API keys: make, see, rotate and revoke them.")
@APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
@APIResponse(responseCode = "403", ref = ApiDefinition.FORBIDDEN)
public class KeyResource {
    static final String PATH = "/v1/keys";
    private static final String ALL = "*";
    private static final Logger LOG = LoggerFactory.getLogger(KeyResource.class);

    private final KeyOffice office;
    private final Caller caller;
    private final BodyLimits limits;
    private final Clock clock;

    public KeyResource(KeyOffice office, Caller caller, BodyLimits limits, Clock clock) {
        this.office = requireNonNull(office, "office is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.limits = requireNonNull(limits, "limits is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createKey",
            summary = "Make a key",
            description = "The answer shows the whole key, which nobody can see again.")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeyBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "The key is made, and counts at this gateway; at the others within a second.",
            headers =
                    @Header(
                            name = "Location",
                            description = "URL of the key.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeyView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response create(InputStream body) throws IOException {
        return made(office.create(
                caller.principal(),
                StrictJson.read(limits.json(body), KeyBody.class).wish()));
    }

    @GET
    @Operation(
            operationId = "listKeys",
            summary = "List keys, newest first",
            description = "All that were made, also those that do not count any more.")
    @APIResponse(
            responseCode = "200",
            description = "The keys.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyListView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    public Response list(
            @Parameter(
                            description =
                                    "Whose keys; the caller's tenant if absent. Operators may name another one, or"
                                            + " '*' for all.")
                    @QueryParam("tenant")
                    @Nullable
                    String tenant) {
        Principal principal = caller.principal();
        List<ApiKey> found = ALL.equals(tenant)
                ? office.listAll(principal)
                : office.list(principal, tenant == null ? principal.tenant() : new Tenant(tenant));
        Instant now = clock.instant();
        return fresh(Response.ok(
                new KeyListView(found.stream().map(key -> KeyView.of(key, now)).toList())));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getKey", summary = "Show a key", description = "Without its secret.")
    @APIResponse(
            responseCode = "200",
            description = "The key.",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeyView.class)))
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    public Response get(@PathParam("id") String id) {
        return fresh(Response.ok(KeyView.of(office.find(caller.principal(), id), clock.instant())));
    }

    @POST
    @Path("{id}/rotate")
    @Operation(
            operationId = "rotateKey",
            summary = "Replace a key",
            description =
                    "Makes a key of the same name, tenant and scopes. If the old one expires, the new one lives as"
                            + " long as it did. The old one goes on for a while, so that nobody is without a key.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RotationBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "The new key is made.",
            headers =
                    @Header(
                            name = "Location",
                            description = "URL of the new key.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeyView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "409", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response rotate(@PathParam("id") String id, InputStream body) throws IOException {
        byte[] json = limits.json(body);
        RotationBody rotation = json.length == 0 ? new RotationBody(null) : StrictJson.read(json, RotationBody.class);
        return made(office.rotate(caller.principal(), id, rotation.overlap()));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "revokeKey", summary = "Revoke a key", description = "It stays in the list.")
    @APIResponse(
            responseCode = "204",
            description = "The key does not count any more at this gateway; at the others within a second.")
    @APIResponse(responseCode = "404", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response revoke(@PathParam("id") String id) {
        office.revoke(caller.principal(), id);
        LOG.info("Revoked the key {}", id);
        return fresh(Response.noContent());
    }

    private Response made(KeyOffice.Made made) {
        KeyView view = KeyView.of(made, clock.instant());
        LOG.info("Made the key {}", view.id());
        return fresh(Response.created(URI.create(view.links().self())).entity(view));
    }

    private static Response fresh(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
