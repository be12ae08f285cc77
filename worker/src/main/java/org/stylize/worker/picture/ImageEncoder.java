package org.stylize.worker.picture;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.ImageSize;

/** Writes pictures as files that say that they are sRGB. The same picture gives the same bytes on the same JDK. */
public final class ImageEncoder {
    private static final int FULL_CHROMA_FROM_QUALITY = 90;
    private static final String ICC_MARK = "ICC_PROFILE\0";

    private ImageEncoder() {}

    /** A PNG, 8 bits a sample, with alpha if the picture has an alpha plane; chunk sRGB, intent perceptual. */
    public static byte[] png(RgbImage image) {
        BufferedImage picture = buffered(image, image.alphaUncopied());
        ImageWriter writer = writer("png");
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), parameters);
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
        IIOMetadataNode srgb = new IIOMetadataNode("sRGB");
        srgb.setAttribute("renderingIntent", "Perceptual");
        root.appendChild(srgb);
        return write(writer, picture, metadata, root, parameters);
    }

    /**
     * A baseline JPEG with an sRGB profile. From quality {@value #FULL_CHROMA_FROM_QUALITY} up colours are stored at full
     * resolution (4:4:4), since brush strokes are edges of colour; below it at half (4:2:0). There is no alpha in a
     * JPEG: the picture is written as it is seen on white.
     *
     * @param quality 1 to 100, the Independent JPEG Group's scale
     */
    public static byte[] jpeg(RgbImage image, int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("the quality of a JPEG must be 1 to 100 but is " + quality);
        }
        BufferedImage picture = buffered(image, null);
        ImageWriter writer = writer("jpeg");
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(picture), parameters);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree("javax_imageio_jpeg_image_1.0");
        String luminanceSampling = quality >= FULL_CHROMA_FROM_QUALITY ? "1" : "2";
        IIOMetadataNode luminance =
                (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
        luminance.setAttribute("HsamplingFactor", luminanceSampling);
        luminance.setAttribute("VsamplingFactor", luminanceSampling);
        return withSrgbProfile(write(writer, picture, metadata, root, parameters));
    }

    private static BufferedImage buffered(RgbImage image, byte @Nullable [] alpha) {
        ImageSize size = image.size();
        int bands = alpha == null ? 3 : 4;
        byte[] samples = alpha == null ? image.rgbUncopied() : interleaved(image.rgbUncopied(), alpha);
        int[] offsets = alpha == null ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length),
                size.width(),
                size.height(),
                size.width() * bands,
                bands,
                offsets,
                null);
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                alpha != null,
                false,
                alpha == null ? Transparency.OPAQUE : Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }

    private static byte[] interleaved(byte[] rgb, byte[] alpha) {
        byte[] rgba = new byte[4 * alpha.length];
        for (int i = 0; i < alpha.length; i++) {
            rgba[4 * i] = rgb[3 * i];
            rgba[4 * i + 1] = rgb[3 * i + 1];
            rgba[4 * i + 2] = rgb[3 * i + 2];
            rgba[4 * i + 3] = alpha[i];
        }
        return rgba;
    }

    private static ImageWriter writer(String format) {
        return ImageIO.getImageWritersByFormatName(format).next();
    }

    private static byte[] write(
            ImageWriter writer,
            BufferedImage picture,
            IIOMetadata metadata,
            IIOMetadataNode root,
            ImageWriteParam parameters) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            metadata.mergeTree(root.getNodeName(), root);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, metadata), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Puts the JDK's sRGB profile in a segment APP2 behind the JFIF header (ICC.1:2010, B.4). */
    private static byte[] withSrgbProfile(byte[] jpeg) {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        int behindJfif = 2 + 2 + (ByteBuffer.wrap(jpeg).getShort(4) & 0xffff);
        int segment = 2 + ICC_MARK.length() + 2 + profile.length;
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 2 + segment);
        out.put(jpeg, 0, behindJfif).putShort((short) 0xffe2).putShort((short) segment);
        out.put(ICC_MARK.getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1); // part 1 of 1
        out.put(profile).put(jpeg, behindJfif, jpeg.length - behindJfif);
        return out.array();
    }
}
