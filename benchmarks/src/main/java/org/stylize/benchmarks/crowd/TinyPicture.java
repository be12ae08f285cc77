package org.stylize.benchmarks.crowd;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.stylize.engine.ImageBytes;

/** A black picture, which stands for all pictures. */
final class TinyPicture {
    static final int SIDE = 16;
    static final ImageBytes PNG = png();

    private TinyPicture() {}

    private static ImageBytes png() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageBytes(file.toByteArray());
    }
}
