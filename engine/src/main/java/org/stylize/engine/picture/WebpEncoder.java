package org.stylize.engine.picture;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.imageio.ImageWriter;
import org.stylize.recipe.ImageSize;

/**
 * WebP files of 8 bits with an sRGB profile, by Google's encoder: its native code for Linux, macOS and Windows comes
 * with the writer. Quality 100 is lossless. Below it, WebP always stores colours at half resolution; the encoder's
 * sharp conversion keeps edges of colour. Alpha is always lossless.
 */
final class WebpEncoder {
    /** From this quality on the file is lossless. */
    static final int LOSSLESS_QUALITY = 100;

    private static final int LONGEST_SIDE = 16_383;
    private static final int ICC_FLAG = 0x20;
    private static final int ALPHA_FLAG = 0x10;
    private static final int EXIF_FLAG = 0x08;
    private static final int XMP_FLAG = 0x04;

    private WebpEncoder() {}

    /** @param quality 1 to 100 */
    static byte[] encode(RgbImage image, int quality, ImageEncoder.Said said) {
        if (image.size().longSide() > LONGEST_SIDE) {
            throw new IllegalArgumentException(
                    "a WebP has sides of at most " + LONGEST_SIDE + " pixels but the picture is " + image.size());
        }
        BufferedImage picture = JavaImage.of(image, true);
        ImageWriter writer = new WebPImageWriterSpi().createWriterInstance(null);
        WebPWriteParam parameters = new WebPWriteParam(Locale.ROOT);
        if (quality >= LOSSLESS_QUALITY) {
            parameters.setCompressionType(CompressionType.Lossless);
            parameters.setExact(true);
        } else {
            parameters.setCompressionType(CompressionType.Lossy);
            parameters.setCompressionQuality(quality / 100f);
            parameters.setUseSharpYUV(true);
            parameters.setAlphaCompressionAlgorithm(1); // lossless
            parameters.setAlphaQuality(100);
        }
        byte[] simple = JavaImage.written(writer, picture, null, parameters);
        return extended(simple, image.size(), image.alphaSamples() != null, said);
    }

    /** The same picture in the extended file format, the only one that can hold metadata (RFC 9649, 2.7). */
    private static byte[] extended(byte[] simple, ImageSize size, boolean alpha, ImageEncoder.Said said) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        int flags = ICC_FLAG
                | (alpha ? ALPHA_FLAG : 0)
                | (said.photograph() == null ? 0 : EXIF_FLAG)
                | (said.xmp() == null ? 0 : XMP_FLAG);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        put(head, flags, 4);
        put(head, size.width() - 1, 3);
        put(head, size.height() - 1, 3);
        chunk(chunks, "VP8X", head.toByteArray());
        chunk(chunks, "ICCP", JavaImage.srgbProfile());
        ByteBuffer in = ByteBuffer.wrap(simple).order(ByteOrder.LITTLE_ENDIAN).position(12);
        while (in.remaining() >= 8) {
            byte[] name = new byte[4];
            in.get(name);
            byte[] content = new byte[in.getInt()];
            in.get(content);
            in.position(Math.min(in.position() + (content.length & 1), in.limit()));
            String type = new String(name, StandardCharsets.US_ASCII);
            if (!type.equals("VP8X")) {
                chunk(chunks, type, content);
            }
        }
        if (said.photograph() != null) {
            chunk(chunks, "EXIF", said.photograph().bytes());
        }
        if (said.xmp() != null) {
            chunk(chunks, "XMP ", said.xmp());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        chunk(file, "RIFF", chunks.toByteArray());
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        put(out, content.length, 4);
        out.writeBytes(content);
        if ((content.length & 1) == 1) {
            out.write(0);
        }
    }

    private static void put(ByteArrayOutputStream out, int value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write(value >> (8 * i));
        }
    }
}
