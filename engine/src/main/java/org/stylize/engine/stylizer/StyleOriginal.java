package org.stylize.engine.stylizer;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;

/**
 * A style image at its original size. It is decoded at the first call of {@link #picture}; a job whose style was described for
 * an earlier job never calls it. For one thread at a time.
 */
final class StyleOriginal {
    private final ImageSize size;
    private final String identity;
    private final double share;
    private @Nullable Supplier<RgbImage> decoder;
    private @Nullable RgbImage picture;

    /**
     * Decodes nothing yet.
     *
     * @param size by the file's header, upright
     * @param identity equal only for equal pictures
     * @param share of the mixture of styles; all add up to 1
     * @param decoder makes the picture, of that size; called at most once
     */
    StyleOriginal(ImageSize size, String identity, double share, Supplier<RgbImage> decoder) {
        this.size = requireNonNull(size, "size is null");
        this.identity = requireNonNull(identity, "identity is null");
        this.share = share;
        this.decoder = requireNonNull(decoder, "decoder is null");
    }

    ImageSize size() {
        return size;
    }

    String identity() {
        return identity;
    }

    /** Of the mixture of styles; all shares of a job add up to 1. */
    double share() {
        return share;
    }

    /**
     * The picture, recoloured where the recipe says so.
     *
     * @throws UnsuitableJobException if the file cannot be read
     */
    RgbImage picture() {
        if (picture == null) {
            picture = requireNonNull(decoder, "decoder is null").get();
            decoder = null;
        }
        return picture;
    }
}
