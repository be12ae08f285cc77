package org.stylize.engine.picture;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
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

    /** Signature and chunk IHDR. */
    private static final int BEHIND_HEADER = 8 + 25;

    private PngEncoder() {}

    static byte[] encode(RgbImage image, ImageEncoder.Said said) {
        BufferedImage picture = JavaImage.of(image, true);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        IIOMetadata metadata = JavaImage.metadata(writer, picture, parameters);
        try {
            metadata.mergeTree(FORMAT, tree(said.xmp()));
        } catch (IIOInvalidTreeException e) {
            throw new IllegalStateException("the PNG writer does not know its own metadata", e);
        }
        byte[] file = JavaImage.written(writer, picture, metadata, parameters);
        return said.photograph() == null
                ? file
                : withExif(file, said.photograph().bytes());
    }

    /** Puts a chunk eXIf (PNG 3, 11.3.4.5) behind the header, which comes first. */
    private static byte[] withExif(byte[] png, byte[] exif) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length).putInt(exif.length);
        chunk.put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(exif);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + exif.length);
        chunk.putInt((int) sum.getValue());
        return ByteBuffer.allocate(png.length + chunk.capacity())
                .put(png, 0, BEHIND_HEADER)
                .put(chunk.array())
                .put(png, BEHIND_HEADER, png.length - BEHIND_HEADER)
                .array();
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
