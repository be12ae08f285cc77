package org.stylize.gateway.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.http.EntityTag;
import org.stylize.gateway.thumbnail.ThumbnailForm;
import org.stylize.gateway.thumbnail.Thumbnails;
import org.stylize.image.OutputFormat;
import org.stylize.proto.ImageRef;
import org.stylize.proto.InvalidJobException;

/** Answers with thumbnails of pictures that never change. For any thread. */
@Singleton
public final class ThumbnailAnswers {
    private final Thumbnails thumbnails;

    public ThumbnailAnswers(Thumbnails thumbnails) {
        this.thumbnails = requireNonNull(thumbnails, "thumbnails is null");
    }

    /** @throws InvalidJobException naming the parameter that is wrong */
    static ThumbnailForm form(String size, String format) {
        if (!List.of("jpeg", "webp").contains(format)) {
            throw new InvalidJobException("format", "format must be jpeg or webp but is '" + format + "'");
        }
        try {
            return new ThumbnailForm(Integer.parseInt(size), OutputFormat.formatNamed(format));
        } catch (IllegalArgumentException e) { // also for a text that is not a number
            throw new InvalidJobException(
                    "size", "size must be one of " + ThumbnailForm.SIZES + " but is '" + size + "'", e);
        }
    }

    /**
     * The answer.
     *
     * @param picture whose URI is enough to tell whether the caller has its thumbnail already
     * @param caching value of the header Cache-Control
     */
    CompletionStage<Response> of(ImageRef picture, ThumbnailForm form, String caching, @Nullable String ifNoneMatch) {
        EntityTag tag = EntityTag.ofContent(
                ("thumbnail " + form.longSidePixels() + " " + form.format() + " " + picture.uri()).getBytes(UTF_8));
        if (tag.isIn(ifNoneMatch)) {
            return CompletableFuture.completedFuture(Downloads.notModified(tag, caching));
        }
        return thumbnails.of(picture, form).handle((bytes, e) -> {
            if (e != null) {
                throw ThumbnailFailure.of(e);
            }
            return Response.ok(bytes, form.format().mediaType())
                    .header(HttpHeaders.CONTENT_LENGTH, bytes.length)
                    .header(HttpHeaders.ETAG, tag.toString())
                    .header(HttpHeaders.CACHE_CONTROL, caching)
                    .build();
        });
    }
}
