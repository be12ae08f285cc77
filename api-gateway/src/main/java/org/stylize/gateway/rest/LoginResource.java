package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.stylize.gateway.access.SessionOffice;

/**
 * Where people log in at the issuer. Who has not been there is sent there before this is reached; who comes back gets a session
 * and the page.
 */
@Path(LoginResource.PATH)
@Authenticated
public class LoginResource {
    static final String PATH = "/login";

    private final SessionOffice office;
    private final Caller caller;
    private final LoginWays ways;

    public LoginResource(SessionOffice office, Caller caller, LoginWays ways) {
        this.office = requireNonNull(office, "office is null");
        this.caller = requireNonNull(caller, "caller is null");
        this.ways = requireNonNull(ways, "ways is null");
    }

    @GET
    @Operation(hidden = true)
    public Response login(@Context HttpServerRequest request) {
        // The address has the code of the login, so nothing is shown under it. Relative, as the page itself is.
        Response.ResponseBuilder page =
                Response.status(303).header(HttpHeaders.LOCATION, "/").header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!ways.hasIssuer() || !ways.isNeeded()) {
            return page.build();
        }
        SessionOffice.Started session = office.startWithToken(caller.principal(), SessionResource.address(request));
        SessionResource.endSession(office, request); // whose cookie the new one replaces
        return page.header(HttpHeaders.SET_COOKIE, SessionResource.cookie(session, request))
                .build();
    }
}
