package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Answers OPTIONS. */
public final class OptionsFilter {
    private final AllowedMethods allowed;

    public OptionsFilter(AllowedMethods allowed) {
        this.allowed = requireNonNull(allowed, "allowed is null");
    }

    @ServerRequestFilter(preMatching = true)
    public Optional<Response> answer(ContainerRequestContext request) {
        return request.getMethod().equals("OPTIONS")
                ? allowed.at(request.getUriInfo().getPath())
                        .map(methods ->
                                Response.ok().header(HttpHeaders.ALLOW, methods).build())
                : Optional.empty();
    }
}
