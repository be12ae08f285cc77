package org.stylize.engine.picture;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.jspecify.annotations.Nullable;

/**
 * PNG files of 8 or 16 bits a sample, with alpha where there is an alpha plane. A chunk sRGB with the intent perceptual
 * marks them as sRGB; it replaces the profile (PNG 1.2, 4.2.2.3: a file has one or the other). XMP is in a chunk iTXt,
 * as Adobe's XMP specification, part 3, defines.
 */
final class PngEncoder {
    private static final String FORMAT = "javax_imageio_png_1.0";

    private PngEncoder() {}

    static byte[] encode(RgbImage image, byte @Nullable [] xmp) {
        BufferedImage picture = JavaImage.of(image, true);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        IIOMetadata metadata = JavaImage.metadata(writer, picture, parameters);
        try {
            metadata.mergeTree(FORMAT, tree(xmp));
        } catch (IIOInvalidTreeException e) {
            throw new IllegalStateException("the PNG writer does not know its own metadata", e);
        }
        return JavaImage.written(writer, picture, metadata, parameters);
    }

    private static IIOMetadataNode tree(byte @Nullable [] xmp) {
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode srgb = new IIOMetadataNode("sRGB");
        srgb.setAttribute("renderingIntent", "Perceptual");
        root.appendChild(srgb);
        if (xmp != null) {
            IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
            entry.setAttribute("keyword", "XML:com.adobe.xmp");
            entry.setAttribute("compressionFlag", "FALSE");
            entry.setAttribute("compressionMethod", "0");
            entry.setAttribute("languageTag", "");
            entry.setAttribute("translatedKeyword", "");
            entry.setAttribute("text", new String(xmp, StandardCharsets.UTF_8));
            IIOMetadataNode texts = new IIOMetadataNode("iTXt");
            texts.appendChild(entry);
            root.appendChild(texts);
        }
        return root;
    }
}
