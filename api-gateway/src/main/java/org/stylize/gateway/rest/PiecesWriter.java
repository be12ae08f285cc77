package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.transfer.Transfers;

/**
 * Sends bodies piece by piece: the next piece is read when the client has taken the one before. So a slow
 * client holds one piece in memory, but no thread and no connection to the store. A client that takes no piece within the
 * time window of the transfers is cut off.
 */
@Provider
@Singleton
public final class PiecesWriter implements ServerMessageBodyWriter<Pieces> {
    private static final Logger LOG = LoggerFactory.getLogger(PiecesWriter.class);

    private final Transfers transfers;
    private final Executor readers;
    private final Vertx vertx;

    public PiecesWriter(Transfers transfers, PictureReaders readers, Vertx vertx) {
        this.transfers = requireNonNull(transfers, "transfers is null");
        this.readers = requireNonNull(readers, "readers is null");
        this.vertx = requireNonNull(vertx, "vertx is null");
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == Pieces.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Pieces.class;
    }

    @Override
    public void writeResponse(Pieces pieces, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        ServerHttpResponse response = context.serverResponse();
        if (pieces.length().isPresent()) {
            response.setResponseHeader(
                    HttpHeaders.CONTENT_LENGTH, String.valueOf(pieces.length().getAsLong()));
        } else {
            response.setChunked(true);
        }
        new Sending(pieces, request).next();
    }

    @Override
    public void writeTo(
            Pieces pieces,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream stream) {
        throw new UnsupportedOperationException("pieces are an answer of their own");
    }

    /** One body on its way; one step after the other, on the readers' threads and the event loop. */
    private final class Sending {
        private final Pieces pieces;
        private final ResteasyReactiveRequestContext request;
        private final ServerHttpResponse response;
        private final AtomicBoolean hasBegun = new AtomicBoolean();

        Sending(Pieces pieces, ResteasyReactiveRequestContext request) {
            this.pieces = pieces;
            this.request = request;
            this.response = request.serverResponse();
        }

        void next() {
            readers.execute(this::piece);
        }

        private void piece() {
            byte[] bytes;
            try {
                bytes = pieces.source().next();
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
            if (bytes == null) {
                response.end();
                finish(null);
                return;
            }
            hasBegun.set(true);
            long timer = vertx.setTimer(transfers.limits().window().toMillis(), late -> cut());
            response.write(bytes, failure -> {
                vertx.cancelTimer(timer);
                if (failure == null) {
                    next();
                } else {
                    finish(null); // the client has gone
                }
            });
        }

        /** What has begun can only be broken off, so that the client does not take it for the whole. */
        private void fail(RuntimeException e) {
            if (!hasBegun.get()) {
                finish(e);
            } else {
                LOG.warn("The rest of {} cannot be sent: {}", pieces.source(), e.getMessage());
                cut();
                finish(null);
            }
        }

        private void cut() {
            Connections.cut(request.serverRequest().unwrap(HttpServerRequest.class));
        }

        private void finish(@Nullable RuntimeException answered) {
            pieces.transfer().close();
            if (answered == null) {
                request.resume();
            } else {
                request.resume(answered);
            }
        }
    }
}
