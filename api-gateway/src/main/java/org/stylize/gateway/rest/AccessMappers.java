package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.stylize.gateway.access.MissingScopeException;
import org.stylize.gateway.access.Refusal;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.access.SessionOffice;
import org.stylize.proto.ProblemType;

/** Turns what a key does not allow into a problem. */
public final class AccessMappers {
    private final Refusal.Observer observer;

    public AccessMappers(Refusal.Observer observer) {
        this.observer = requireNonNull(observer, "observer is null");
    }

    /** The resource's own annotation was not fulfilled; its method was not reached. */
    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, ResourceInfo resource) {
        return needed(resource)
                .map(scope -> missing(scope, "the key does not have the scope " + scope + ", which this request needs"))
                .orElseGet(() -> refused("no key allows this").build());
    }

    @ServerExceptionMapper
    public Response missingScope(MissingScopeException e) {
        return missing(e.scope(), String.valueOf(e.getMessage()));
    }

    /** The key of a login does not count. */
    @ServerExceptionMapper
    public Response refusedKey(SessionOffice.RefusedKeyException e) {
        observer.refused(e.why());
        String detail = e.why() == Refusal.MALFORMED
                ? "the key is malformed: it is not whole, or a character of it is wrong"
                : "the key is unknown, expired or revoked";
        return ProblemMappers.response(ProblemView.of(
                        ProblemType.UNAUTHENTICATED, ProblemStatus.of(ProblemType.UNAUTHENTICATED), detail, "key"))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"stylize\", error=\"invalid_token\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response missing(Scope scope, String detail) {
        return refused(detail)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"stylize\", error=\"insufficient_scope\", scope=\"" + scope + "\"")
                .build();
    }

    private Response.ResponseBuilder refused(String detail) {
        observer.refused(Refusal.SCOPE);
        return ProblemMappers.response(
                        ProblemView.of(ProblemType.FORBIDDEN, ProblemStatus.of(ProblemType.FORBIDDEN), detail, null))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static Optional<Scope> needed(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        RolesAllowed own = method == null ? null : method.getAnnotation(RolesAllowed.class);
        RolesAllowed all = own != null || resource.getResourceClass() == null
                ? own
                : resource.getResourceClass().getAnnotation(RolesAllowed.class);
        return all == null ? Optional.empty() : Scope.named(all.value()[0]);
    }
}
