package org.stylize.engine.picture;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/**
 * Baseline JPEG files of 8 bits with an sRGB profile. There is no alpha in a JPEG: the picture is written as it is seen
 * on white.
 */
final class JpegEncoder {
    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";
    private static final String ICC_MARK = "ICC_PROFILE\0";
    private static final String EXIF_MARK = "Exif\0\0";
    private static final String XMP_MARK = "http://ns.adobe.com/xap/1.0/\0";
    private static final int MOST_SEGMENT_BYTES = 65_533;

    private JpegEncoder() {}

    /** The resolution at which a JPEG stores colours. Brightness always has the full resolution. */
    enum Chroma {
        /** 4:4:4, as brush strokes are edges of colour. */
        FULL("1"),
        /** 4:2:0. */
        HALF("2");

        private final String luminanceSampling;

        Chroma(String luminanceSampling) {
            this.luminanceSampling = luminanceSampling;
        }
    }

    /** @param quality 1 to 100, the Independent JPEG Group's scale */
    static byte[] encode(RgbImage image, int quality, Chroma chroma, ImageEncoder.Said said) {
        BufferedImage picture = JavaImage.of(image, false);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality / 100f);
        IIOMetadata metadata = JavaImage.metadata(writer, picture, parameters);
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode luminance =
                (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
        luminance.setAttribute("HsamplingFactor", chroma.luminanceSampling);
        luminance.setAttribute("VsamplingFactor", chroma.luminanceSampling);
        try {
            metadata.mergeTree(FORMAT, root);
        } catch (IIOInvalidTreeException e) {
            throw new IllegalStateException("the JPEG writer does not know its own metadata", e);
        }
        List<byte[]> segments = new ArrayList<>();
        if (said.photograph() != null) {
            segments.add(segment(0xe1, EXIF_MARK, said.photograph().bytes())); // EXIF 2.32, 4.7.2: before other APPn
        }
        if (said.xmp() != null) {
            segments.add(segment(0xe1, XMP_MARK, said.xmp())); // XMP specification, part 3: APP1, before other APPn
        }
        segments.add(segment(0xe2, ICC_MARK + "\1\1", JavaImage.srgbProfile())); // ICC.1:2010, B.4: part 1 of 1
        return withSegments(JavaImage.written(writer, picture, metadata, parameters), segments);
    }

    private static byte[] segment(int marker, String mark, byte[] content) {
        int length = 2 + mark.length() + content.length;
        if (length > MOST_SEGMENT_BYTES) {
            throw new IllegalArgumentException("a JPEG's segment has at most " + MOST_SEGMENT_BYTES + " bytes but "
                    + length + " bytes of " + mark.substring(0, mark.indexOf('\0')) + " are to be written");
        }
        return ByteBuffer.allocate(2 + length)
                .putShort((short) (0xff00 | marker))
                .putShort((short) length)
                .put(mark.getBytes(StandardCharsets.ISO_8859_1))
                .put(content)
                .array();
    }

    /** Inserts segments after the JFIF header, which must be the first. */
    private static byte[] withSegments(byte[] jpeg, List<byte[]> segments) {
        int behindJfif = 2 + 2 + (ByteBuffer.wrap(jpeg).getShort(4) & 0xffff);
        int added = segments.stream().mapToInt(segment -> segment.length).sum();
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + added).put(jpeg, 0, behindJfif);
        segments.forEach(out::put);
        return out.put(jpeg, behindJfif, jpeg.length - behindJfif).array();
    }
}
