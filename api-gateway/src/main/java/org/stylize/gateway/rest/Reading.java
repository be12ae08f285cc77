package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.transfer.TransferLimits;
import org.stylize.proto.ProblemType;

/**
 * One body that is being read, and watched: a request whose body does not get on is answered with 408, one whose body
 * becomes too large with 413. A client that goes on sending after its answer is cut off. On the event loop of the request.
 */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    /** So long has a slow client time to read the answer. */
    private static final Duration UNTIL_CUT = Duration.ofSeconds(1);

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final long most;
    private final TransferLimits limits;
    private final ProblemAnswer answer;
    private final Runnable whenWhole;
    private long timer;
    private long bytesBefore;
    private boolean isBrokenOff;
    private @Nullable AsyncFile file;

    /**
     * Reads nothing yet.
     *
     * @param most bytes that the body may have
     * @param whenWhole is run when all of it is there, as the {@link SpooledBody} of the request
     */
    Reading(RoutingContext context, long most, TransferLimits limits, ProblemAnswer answer, Runnable whenWhole) {
        this.context = requireNonNull(context, "context is null");
        this.request = context.request();
        this.most = most;
        this.limits = requireNonNull(limits, "limits is null");
        this.answer = requireNonNull(answer, "answer is null");
        this.whenWhole = requireNonNull(whenWhole, "whenWhole is null");
    }

    void intoMemory() {
        Buffer body = Buffer.buffer();
        read(body::appendBuffer, () -> whole(SpooledBody.of(body.getBytes())));
    }

    void intoFile(Path path) {
        SpooledBody body = SpooledBody.of(path);
        context.addEndHandler(done -> deleteFile(path));
        context.vertx()
                .fileSystem()
                .open(path.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
                .onSuccess(opened -> {
                    file = opened;
                    read(
                            piece -> {
                                opened.write(piece).onFailure(this::noDisk);
                                if (opened.writeQueueFull()) {
                                    request.pause();
                                    opened.drainHandler(room -> request.resume());
                                }
                            },
                            () -> {
                                file = null;
                                opened.close().onSuccess(closed -> whole(body)).onFailure(this::noDisk);
                            });
                })
                .onFailure(this::noDisk);
    }

    private void read(Consumer<Buffer> pieces, Runnable end) {
        if (context.response().closed()) {
            return; // the client has gone, while the file was opened
        }
        timer = context.vertx().setPeriodic(limits.window().toMillis(), tick -> look());
        request.handler(piece -> {
            if (request.bytesRead() > most) {
                breakOff(ProblemView.of(
                        ProblemType.BODY_TOO_LARGE, 413, "a body may have at most " + most + " bytes here", null));
            } else {
                pieces.accept(piece);
            }
        });
        request.exceptionHandler(gone -> isBrokenOff = true);
        request.endHandler(done -> {
            context.vertx().cancelTimer(timer);
            end.run();
        });
        String expect = request.getHeader(HttpHeaders.EXPECT);
        if (expect != null && expect.equalsIgnoreCase("100-continue")) {
            context.response().writeContinue();
        }
        request.resume();
    }

    private void whole(SpooledBody body) {
        if (!isBrokenOff && !context.response().closed()) {
            body.putInto(context);
            whenWhole.run();
        }
    }

    private void look() {
        boolean getsOn = request.bytesRead() - bytesBefore >= limits.leastBytes();
        bytesBefore = request.bytesRead();
        if (context.response().closed()) {
            context.vertx().cancelTimer(timer);
        } else if (!getsOn) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            breakOff(HttpErrors.of(
                    408,
                    "the body came too slowly: less than " + limits.leastBytes() + " bytes in "
                            + limits.window().toSeconds() + " s"));
            // It would not come to its end within the time for which the rest of a body is thrown away.
            context.vertx().setTimer(UNTIL_CUT.toMillis(), late -> Connections.cut(request));
        }
    }

    /** Most clients read the answer only after they have sent everything, so that is thrown away for a while. */
    private void breakOff(ProblemView problem) {
        isBrokenOff = true;
        context.vertx().cancelTimer(timer);
        answer.refuse(context, problem, Map.of());
    }

    private void noDisk(Throwable e) {
        if (isBrokenOff || context.response().closed()) {
            return;
        }
        LOG.error("An upload cannot be written to disk: {}", e.toString());
        breakOff(ProblemView.of(
                ProblemType.UNAVAILABLE, 503, "the gateway cannot keep an upload on its disk now", null));
    }

    private void deleteFile(Path path) {
        isBrokenOff = true;
        AsyncFile open = file;
        file = null;
        (open == null ? Future.<Void>succeededFuture() : open.close())
                .eventually(() -> context.vertx().fileSystem().delete(path.toString()))
                .onFailure(e -> {
                    if (!(e.getCause() instanceof NoSuchFileException)) { // it was never made
                        LOG.warn("An upload cannot be deleted: {}", e.toString());
                    }
                });
    }
}
