package org.stylize.engine.picture;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.ImageSize;

/**
 * The pixels of a picture as bytes, for another process of the same program: width, height, bits of a sample, whether there is an
 * alpha plane, the colours, the alpha plane.
 */
public final class RawPicture {
    private RawPicture() {}

    public static void write(RgbImage image, DataOutputStream out) throws IOException {
        @Nullable Samples alpha = image.alphaSamples();
        out.writeInt(image.size().width());
        out.writeInt(image.size().height());
        out.writeByte(image.bits());
        out.writeBoolean(alpha != null);
        image.samples().writeTo(out);
        if (alpha != null) {
            alpha.writeTo(out);
        }
    }

    /**
     * Reads what {@link #write} wrote. Memory is spent only on what is within the limit.
     *
     * @param mostPixels that this picture can have, whatever its bits
     * @throws StreamCorruptedException if it is no such picture
     * @throws java.io.EOFException if the stream ends before
     */
    public static RgbImage read(DataInputStream in, long mostPixels) throws IOException {
        int width = in.readInt();
        int height = in.readInt();
        int bits = in.readByte();
        boolean hasAlpha = in.readBoolean();
        if (width < 1
                || height < 1
                || (bits != 8 && bits != 16)
                || (long) width * height > Math.min(mostPixels, ImageDecoder.WHOLE_PIXELS * 8L / bits)) {
            throw new StreamCorruptedException("expected a picture of at most " + mostPixels + " pixels of 8 or 16 bits"
                    + " but found one of " + width + "×" + height + " with " + bits);
        }
        Samples rgb = Samples.readFrom(in, bits, 3 * width * height);
        @Nullable Samples alpha = hasAlpha ? Samples.readFrom(in, bits, width * height) : null;
        return RgbImage.owning(new ImageSize(width, height), rgb, alpha);
    }
}
