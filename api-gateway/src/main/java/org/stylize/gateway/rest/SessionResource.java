package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.stylize.gateway.access.SessionOffice;
import org.stylize.gateway.http.SessionCookie;

/** The session of the page: who is logged in, login with a key, logout. Needs no key of the request itself. */
@Path("/v1/session")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Session",
        description = "Login and logout of the page. Programs send their key or token with each request.")
public class SessionResource {
    private final SessionOffice office;
    private final Caller caller;
    private final LoginWays ways;
    private final BodyLimits limits;

    public SessionResource(SessionOffice office, Caller caller, LoginWays ways, BodyLimits limits) {
        this.office = requireNonNull(office, "office is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.ways = requireNonNull(ways, "ways is null");
        this.limits = requireNonNull(limits, "limits is null");
    }

    @GET
    @Operation(operationId = "session", summary = "Say who is logged in", description = "And how one logs in.")
    @APIResponse(
            responseCode = "200",
            description = "Who is logged in, if anybody is.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionView.class)))
    public Response session() {
        return fresh(Response.ok(new SessionView(
                ways.isNeeded(),
                ways.hasIssuer() ? LoginResource.PATH : null,
                caller.known().map(MeView::of).orElse(null))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "login",
            summary = "Log in with a key",
            description =
                    "Begins a session: the answer sets a cookie that counts as the key does, and no longer than it.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "The session has begun.",
            headers =
                    @Header(
                            name = "Set-Cookie",
                            description = "The session: HttpOnly, SameSite=Strict, and Secure except on loopback.",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MeView.class)))
    @APIResponse(responseCode = "400", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "401", ref = ApiDefinition.UNAUTHENTICATED)
    @APIResponse(responseCode = "403", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "413", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "415", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response login(InputStream body, @Context HttpServerRequest request) throws IOException {
        String key = StrictJson.read(limits.json(body), SessionBody.class).required();
        SessionOffice.Started session = office.startWithKey(key, address(request));
        endSession(office, request); // whose cookie the new one replaces
        return fresh(
                Response.ok(MeView.of(session.principal())).header(HttpHeaders.SET_COOKIE, cookie(session, request)));
    }

    @DELETE
    @Operation(
            operationId = "logout",
            summary = "Log out",
            description = "Ends the session of the cookie, if there is one.")
    @APIResponse(responseCode = "204", description = "There is no session any more.")
    @APIResponse(responseCode = "403", ref = ApiDefinition.PROBLEM)
    @APIResponse(responseCode = "503", ref = ApiDefinition.PROBLEM)
    public Response logout(@Context HttpServerRequest request) {
        boolean isSecure = isSecure(request);
        endSession(office, request);
        return fresh(Response.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.none(isSecure))
                // Pictures are kept by the browser for as long as it likes, but not after this.
                .header("Clear-Site-Data", "\"cache\""));
    }

    static void endSession(SessionOffice office, HttpServerRequest request) {
        Cookie session = request.getCookie(SessionCookie.name(isSecure(request)));
        if (session != null) {
            office.end(session.getValue(), address(request));
        }
    }

    static String cookie(SessionOffice.Started session, HttpServerRequest request) {
        return SessionCookie.of(isSecure(request), session.text().reveal(), session.lifetime());
    }

    static String address(HttpServerRequest request) {
        String address =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return address == null ? "" : address;
    }

    private static boolean isSecure(HttpServerRequest request) {
        return SessionCookie.isSecure(
                request.scheme(),
                request.authority() == null ? null : request.authority().toString());
    }

    private static Response fresh(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
