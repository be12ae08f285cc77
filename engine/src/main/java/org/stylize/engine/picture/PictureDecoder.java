package org.stylize.engine.picture;

import java.util.function.BooleanSupplier;
import org.stylize.image.ImageLimits;

/** Where pictures are decoded: {@link ImageDecoder} on the thread that asks, others elsewhere. */
@FunctionalInterface
public interface PictureDecoder {
    /**
     * Decodes a picture, as {@link ImageDecoder#decode(byte[], ImageLimits, BooleanSupplier)} does. For one call at a time.
     *
     * @param unwanted asked again and again, on this thread: whether the picture is of no use any more
     * @throws DecodingStoppedException if it is
     * @throws org.stylize.image.ImageException if the picture is not read; the message says why
     */
    RgbImage decode(byte[] bytes, ImageLimits limits, BooleanSupplier unwanted);
}
