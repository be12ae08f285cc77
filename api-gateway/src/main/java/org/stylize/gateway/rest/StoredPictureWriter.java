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
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.transfer.Transfers;

/**
 * Sends objects of the store piece by piece: the next piece is read when the client has taken the one before. So a slow
 * client holds one piece in memory, but no thread and no connection to the store. A client that takes no piece within the
 * time window of the transfers is cut off.
 */
@Provider
@Singleton
public final class StoredPictureWriter implements ServerMessageBodyWriter<StoredPicture> {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPictureWriter.class);
    private static final int PIECE_BYTES = 256 << 10;

    private final ImageStore store;
    private final Transfers transfers;
    private final Executor readers;
    private final Vertx vertx;

    public StoredPictureWriter(ImageStore store, Transfers transfers, PictureReaders readers, Vertx vertx) {
        this.store = requireNonNull(store, "store is null");
        this.transfers = requireNonNull(transfers, "transfers is null");
        this.readers = requireNonNull(readers, "readers is null");
        this.vertx = requireNonNull(vertx, "vertx is null");
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == StoredPicture.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == StoredPicture.class;
    }

    @Override
    public void writeResponse(StoredPicture picture, Type genericType, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        context.serverResponse().setResponseHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(picture.length()));
        new Sending(picture, request).next();
    }

    @Override
    public void writeTo(
            StoredPicture picture,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream stream) {
        throw new UnsupportedOperationException("a picture is an answer of its own");
    }

    /** One object on its way; one step after the other, on the readers' threads and the event loop. */
    private final class Sending {
        private final StoredPicture picture;
        private final ResteasyReactiveRequestContext request;
        private final ServerHttpResponse response;
        private long sent;

        Sending(StoredPicture picture, ResteasyReactiveRequestContext request) {
            this.picture = picture;
            this.request = request;
            this.response = request.serverResponse();
        }

        void next() {
            if (sent == picture.length()) {
                response.end();
                finish(null);
            } else {
                readers.execute(this::piece);
            }
        }

        private void piece() {
            int length = (int) Math.min(PIECE_BYTES, picture.length() - sent);
            byte[] bytes;
            try {
                bytes = store.part(picture.image(), picture.version(), picture.first() + sent, length);
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
            sent += length;
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
            if (sent == 0) {
                finish(e);
            } else {
                LOG.warn("The rest of {} cannot be sent: {}", picture.image(), e.getMessage());
                cut();
                finish(null);
            }
        }

        private void cut() {
            Connections.cut(request.serverRequest().unwrap(HttpServerRequest.class));
        }

        private void finish(@Nullable RuntimeException answered) {
            picture.transfer().close();
            if (answered == null) {
                request.resume();
            } else {
                request.resume(answered);
            }
        }
    }
}
