package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.access.EndedKeyException;
import org.stylize.gateway.access.KeysUnavailableException;
import org.stylize.gateway.access.SessionsUnavailableException;
import org.stylize.gateway.access.TooManyKeysException;
import org.stylize.gateway.access.UnknownKeyException;
import org.stylize.gateway.http.ByteRange;
import org.stylize.gateway.submission.ImageNotFoundException;
import org.stylize.gateway.submission.RefusedException;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.gateway.view.ViewClosedException;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.ProblemType;
import org.stylize.recipe.InvalidRecipeException;

/** Turns each exception of a resource into a problem. */
public final class ProblemMappers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);
    private static final String FORM_PARSER = "org.jboss.resteasy.reactive.server.core.multipart.MultiPartParser";
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final AllowedMethods methods;

    public ProblemMappers(AllowedMethods methods) {
        this.methods = requireNonNull(methods, "methods is null");
    }

    @ServerExceptionMapper
    public Response problem(HttpProblem e) {
        return response(e.view()).build();
    }

    @ServerExceptionMapper
    public Response invalidJob(InvalidJobException e) {
        return response(ProblemView.of(ProblemType.INVALID_JOB, 400, message(e), e.field()))
                .build();
    }

    @ServerExceptionMapper
    public Response invalidRecipe(InvalidRecipeException e) {
        return response(ProblemView.of(ProblemType.INVALID_RECIPE, 400, message(e), e.field()))
                .build();
    }

    @ServerExceptionMapper
    public Response refused(RefusedException e) {
        int status = ProblemStatus.of(e.problem().type());
        return response(ProblemView.of(e.problem().type(), status, e.problem().detail(), e.field()))
                .build();
    }

    /** A picture of a job is missing from the store. */
    @ServerExceptionMapper
    public Response gone(ImageNotFoundException e) {
        return response(ProblemView.of(ProblemType.IMAGE_NOT_FOUND, 404, message(e), null))
                .build();
    }

    @ServerExceptionMapper
    public Response noSuchPart(ByteRange.UnsatisfiableException e) {
        return response(HttpErrors.of(416, message(e)))
                .header("Content-Range", "bytes */" + e.length())
                .build();
    }

    @ServerExceptionMapper
    public Response unavailable(UnavailableException e) {
        LOG.warn("A request cannot be accepted now: {} ({})", e.getMessage(), String.valueOf(e.getCause()));
        return later(e);
    }

    /** Another gateway, or this one after its restart, can answer. */
    @ServerExceptionMapper
    public Response stopping(ViewClosedException e) {
        return later(e);
    }

    @ServerExceptionMapper
    public Response keysUnavailable(KeysUnavailableException e) {
        LOG.warn(
                "What should become of a key cannot be kept now: {} ({})",
                e.getMessage(),
                String.valueOf(e.getCause()));
        return later(e);
    }

    @ServerExceptionMapper
    public Response sessionsUnavailable(SessionsUnavailableException e) {
        LOG.warn(
                "What should become of a session cannot be kept now: {} ({})",
                e.getMessage(),
                String.valueOf(e.getCause()));
        return later(e);
    }

    @ServerExceptionMapper
    public Response unknownKey(UnknownKeyException e) {
        return response(ProblemView.of(
                        ProblemType.UNKNOWN_KEY, ProblemStatus.of(ProblemType.UNKNOWN_KEY), message(e), null))
                .build();
    }

    @ServerExceptionMapper
    public Response tooManyKeys(TooManyKeysException e) {
        return notPossible(e);
    }

    @ServerExceptionMapper
    public Response endedKey(EndedKeyException e) {
        return notPossible(e);
    }

    private static Response notPossible(RuntimeException e) {
        return response(ProblemView.of(ProblemType.NOT_POSSIBLE, 409, message(e), null))
                .build();
    }

    private static Response later(RuntimeException e) {
        return response(ProblemView.of(ProblemType.UNAVAILABLE, 503, message(e), null))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER.toSeconds())
                .build();
    }

    /** Requests that the framework refuses: unknown addresses, methods, media types, broken bodies. */
    @ServerExceptionMapper
    public Response refusedByFramework(WebApplicationException e, UriInfo uri, Request request) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        // For some addresses the framework says that there is nothing where only the method is another one.
        Optional<String> allowed = methods.at(uri.getPath());
        if (status == 404
                && allowed.isPresent()
                && !List.of(allowed.get().split(", ")).contains(request.getMethod())) {
            status = 405;
        }
        Response.ResponseBuilder response = response(HttpErrors.of(status));
        return status == 405
                ? response.header(HttpHeaders.ALLOW, allowed.orElse("OPTIONS")).build()
                : response.build();
    }

    @ServerExceptionMapper
    public Response fault(RuntimeException e) {
        if (isOfTheForm(e)) {
            LOG.debug("A multipart body cannot be read", e);
            return response(brokenForm()).build();
        }
        LOG.error("A request failed", e);
        return response(ProblemView.of(
                        ProblemType.INTERNAL, 500, "the service has a fault; its log has the details", null))
                .build();
    }

    /** What a multipart body has that the framework cannot read. */
    static ProblemView brokenForm() {
        return ProblemView.of(
                ProblemType.INVALID_JOB,
                400,
                "the multipart body cannot be read: it is truncated, its parts do not match its boundary, or the headers of"
                        + " a part are malformed",
                "body");
    }

    /** The framework has no exception of its own for forms that it cannot read: its parser just fails. */
    private static boolean isOfTheForm(RuntimeException e) {
        return Arrays.stream(e.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(FORM_PARSER));
    }

    static Response.ResponseBuilder response(ProblemView problem) {
        return Response.status(problem.status()).type(ProblemView.MEDIA_TYPE).entity(problem);
    }

    private static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }
}
