package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.transfer.TooManyTransfersException;
import org.stylize.gateway.transfer.Transfers;
import org.stylize.proto.ProblemType;

/**
 * Reads each body whole on the event loop, before a resource is asked, so that no thread waits for a client: small ones
 * into memory, pictures into a file. Refuses a body that is too large, that comes too slowly, or for which there is no
 * room, before any more of it is read.
 */
@Singleton
public final class BodyReader {
    /** Runs before everything else that reads a body, and after authentication and authorization (200 and 100). */
    private static final int PRIORITY = 50;

    private static final String API = "/v1/";
    private static final String JOBS = "/v1/stylizations";
    private static final String BATCHES = "/v1/batches";
    private static final String IMAGES = "/v1/images";
    /** The one resource that reads a body of somebody whom nobody knows yet. */
    private static final String LOGIN = "/v1/session";

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final BodyLimits limits;
    private final Transfers transfers;
    private final Spool spool;
    private final ProblemAnswer answer;

    public BodyReader(BodyLimits limits, Transfers transfers, Spool spool, ProblemAnswer answer) {
        this.limits = requireNonNull(limits, "limits is null");
        this.transfers = requireNonNull(transfers, "transfers is null");
        this.spool = requireNonNull(spool, "spool is null");
        this.answer = requireNonNull(answer, "answer is null");
    }

    void install(@Observes Filters filters) {
        filters.register(this::read, PRIORITY);
    }

    private void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean isMultipart = isMultipart(request);
        if (!WITH_BODY.contains(request.method()) || request.isEnded() || !isWanted(context, isMultipart)) {
            context.next();
            return;
        }
        long most = mostBytes(context, isMultipart);
        long declared = declaredBytes(request);
        if (declared > most) {
            answer.refuse(
                    context,
                    ProblemType.BODY_TOO_LARGE,
                    "a body may have at most " + most + " bytes here but this one has " + declared,
                    Map.of());
            return;
        }
        // What is not small lies there twice for a moment: as it came, and as the parts of it.
        boolean isSmall = most <= limits.jsonBytes() || (declared > 0 && declared <= limits.jsonBytes());
        Transfers.Transfer transfer;
        try {
            long spooled = isSmall ? 0 : (isMultipart ? 2 : 1) * (declared > 0 ? declared : most);
            transfer = transfers.begin(Transfers.Kind.UPLOAD, Callers.of(context), spooled);
        } catch (TooManyTransfersException e) {
            answer.refuse(context, TransferMapper.typeOf(e), String.valueOf(e.getMessage()), TransferMapper.RETRY);
            return;
        }
        context.addEndHandler(done -> transfer.close());
        Reading reading = new Reading(context, most, transfers.limits(), answer, () -> {
            if (isSmall && !isMultipart) {
                transfer.close();
            }
            context.next();
        });
        if (isSmall) {
            reading.intoMemory();
        } else {
            reading.intoFile(spool.next());
        }
    }

    private long mostBytes(RoutingContext context, boolean isMultipart) {
        if (isMultipart) {
            return limits.bodyBytes();
        }
        return switch (context.normalizedPath()) {
            case BATCHES -> limits.batchBytes();
            case IMAGES -> Callers.may(context, Scope.SUBMIT) ? limits.imageBytes() : limits.jsonBytes();
            default -> limits.jsonBytes();
        };
    }

    /** Whether any resource reads such a body of this caller; what no resource reads is refused without it. */
    private static boolean isWanted(RoutingContext context, boolean isMultipart) {
        String path = context.normalizedPath();
        return isMultipart
                ? (path.startsWith(JOBS) || path.equals(IMAGES)) && Callers.may(context, Scope.SUBMIT)
                : path.startsWith(API) && (Callers.of(context).isKnown() || path.equals(LOGIN));
    }

    static boolean isMultipart(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** 0 if there is no Content-Length; such a body is counted while it is read. */
    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
