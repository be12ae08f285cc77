package org.stylize.gateway.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.stylize.gateway.transfer.TooManyTransfersException;
import org.stylize.proto.ProblemType;

/** Answers where there is no room for one more upload or download. */
public final class TransferMapper {
    static final Map<String, String> RETRY =
            Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(ProblemMappers.RETRY_AFTER.toSeconds()));

    @ServerExceptionMapper
    public Response tooMany(TooManyTransfersException e) {
        ProblemType type = typeOf(e);
        return ProblemMappers.response(
                        ProblemView.of(type, ProblemStatus.of(type), String.valueOf(e.getMessage()), null))
                .header(HttpHeaders.RETRY_AFTER, ProblemMappers.RETRY_AFTER.toSeconds())
                .build();
    }

    static ProblemType typeOf(TooManyTransfersException e) {
        return e.isByCaller() ? ProblemType.RATE_LIMITED : ProblemType.UNAVAILABLE;
    }
}
