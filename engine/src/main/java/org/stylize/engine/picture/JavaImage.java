package org.stylize.engine.picture;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.ImageSize;

/** Pictures in the form that the JDK's image writers need. */
final class JavaImage {
    private JavaImage() {}

    /**
     * The picture as interleaved pixels of its own depth.
     *
     * @param withAlpha whether the alpha plane, if there is one, comes along
     */
    static BufferedImage of(RgbImage image, boolean withAlpha) {
        ImageSize size = image.size();
        @Nullable Samples alpha = withAlpha ? image.alphaSamples() : null;
        Samples samples = alpha == null ? image.samples() : interleaved(image.samples(), alpha);
        int bands = alpha == null ? 3 : 4;
        int[] offsets = alpha == null ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
        WritableRaster raster = Raster.createInterleavedRaster(
                samples.buffer(), size.width(), size.height(), size.width() * bands, bands, offsets, null);
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                alpha != null,
                false,
                alpha == null ? Transparency.OPAQUE : Transparency.TRANSLUCENT,
                image.bits() == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
        return new BufferedImage(model, raster, false, null);
    }

    private static Samples interleaved(Samples rgb, Samples alpha) {
        Samples rgba = Samples.zeros(rgb.bits(), Math.multiplyExact(4, alpha.length()));
        for (int i = 0; i < alpha.length(); i++) {
            for (int band = 0; band < 3; band++) {
                rgba.set(4 * i + band, rgb.at(3 * i + band));
            }
            rgba.set(4 * i + 3, alpha.at(i));
        }
        return rgba;
    }

    /** The JDK's profile of sRGB. */
    static byte[] srgbProfile() {
        return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    /** The metadata that a writer writes by default. */
    static IIOMetadata metadata(ImageWriter writer, BufferedImage picture, ImageWriteParam parameters) {
        return writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), parameters);
    }

    /** The file that a writer makes of a picture; the writer is disposed of. */
    static byte[] written(
            ImageWriter writer, BufferedImage picture, @Nullable IIOMetadata metadata, ImageWriteParam parameters) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, metadata), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
