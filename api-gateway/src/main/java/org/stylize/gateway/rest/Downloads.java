package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalLong;
import org.stylize.gateway.http.ByteRange;
import org.stylize.gateway.http.EntityTag;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.transfer.TooManyTransfersException;
import org.stylize.gateway.transfer.Transfers;
import org.stylize.image.ImageException;
import org.stylize.image.ImageHeader;
import org.stylize.proto.ImageRef;

/** Answers with objects of the store: whole, in part, or not at all if the caller has them. For the thread of a request. */
@Singleton
public final class Downloads {
    /** Enough to tell the format of almost every picture. */
    private static final int BEGINNING_BYTES = 64 << 10;

    private final ImageStore store;
    private final Transfers transfers;
    /** Stands for the present request. */
    private final CurrentVertxRequest current;

    public Downloads(ImageStore store, Transfers transfers, CurrentVertxRequest current) {
        this.store = requireNonNull(store, "store is null");
        this.transfers = requireNonNull(transfers, "transfers is null");
        this.current = requireNonNull(current, "current is null");
    }

    /**
     * The answer; waits for the store.
     *
     * @param caching value of the header Cache-Control
     * @param headOnly whether the body stays away
     * @throws TooManyTransfersException if there is no room for a download now
     */
    Response.ResponseBuilder of(
            ImageRef image, String mediaType, String caching, Conditions conditions, boolean headOnly) {
        ImageStore.Version version = store.version(image);
        EntityTag tag = new EntityTag(version.etag());
        if (conditions.isKnown(tag)) {
            return Response.fromResponse(notModified(tag, caching));
        }
        Optional<ByteRange> part = conditions.part(tag, version.bytes());
        long first = part.map(ByteRange::first).orElse(0L);
        long length = part.map(ByteRange::length).orElse(version.bytes());
        Response.ResponseBuilder answer = Response.status(part.isPresent() ? 206 : 200)
                .type(mediaType)
                .header(HttpHeaders.ETAG, tag.toString())
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CONTENT_LENGTH, length);
        part.ifPresent(range -> answer.header("Content-Range", range.of(version.bytes())));
        if (!headOnly) {
            answer.entity(new Pieces(
                    new StoredPieces(store, image, version, first, length), OptionalLong.of(length), begin()));
        }
        return answer;
    }

    /**
     * The answer with a picture of whatever format; waits for the store.
     *
     * @param caching value of the header Cache-Control
     * @param headOnly whether the body stays away
     * @throws TooManyTransfersException if there is no room for a download now
     */
    Response.ResponseBuilder ofPicture(ImageRef image, String caching, Conditions conditions, boolean headOnly) {
        String mediaType;
        try {
            mediaType = ImageHeader.read(store.beginning(image, BEGINNING_BYTES))
                    .format()
                    .mediaType();
        } catch (ImageException e) {
            mediaType = MediaType.APPLICATION_OCTET_STREAM;
        }
        return of(image, mediaType, caching, conditions, headOnly);
    }

    /**
     * The answer with a body whose length nobody knows.
     *
     * @throws TooManyTransfersException if there is no room for a download now
     */
    Response.ResponseBuilder of(Pieces.Source source, String mediaType) {
        return Response.ok(new Pieces(source, OptionalLong.empty(), begin()), mediaType);
    }

    static Response notModified(EntityTag tag, String caching) {
        return Response.notModified()
                .header(HttpHeaders.ETAG, tag.toString())
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .build();
    }

    private Transfers.Transfer begin() {
        RoutingContext context = current.getCurrent();
        Transfers.Transfer transfer = transfers.begin(Transfers.Kind.DOWNLOAD, Callers.of(context), 0);
        context.addEndHandler(done -> transfer.close()); // also if it does not come to the sending
        return transfer;
    }
}
