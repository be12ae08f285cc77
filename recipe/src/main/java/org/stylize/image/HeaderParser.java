package org.stylize.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Finds size and orientation in the first bytes of a picture file, by the formats' own specifications. */
final class HeaderParser {
    private static final String KNOWN = "PNG, JPEG, WebP, TIFF, BMP or GIF";
    private static final int SIGNATURE_BYTES = 16;

    private HeaderParser() {}

    static ImageHeader parse(byte[] bytes) {
        if (bytes.length == 0) {
            throw new UnreadableImageException("expected a " + KNOWN + " picture but found no bytes at all");
        }
        ImageFormat format = formatOf(bytes);
        try {
            return switch (format) {
                case PNG -> png(bigEndian(bytes));
                case JPEG -> jpeg(bigEndian(bytes));
                case WEBP -> webp(littleEndian(bytes));
                case TIFF -> TiffDirectory.first(ByteBuffer.wrap(bytes)).header();
                case BMP -> bmp(littleEndian(bytes));
                case GIF -> gif(littleEndian(bytes));
            };
        } catch (IndexOutOfBoundsException e) {
            throw new UnreadableImageException(
                    "the " + format + " header is cut off: the file ends after " + bytes.length + " bytes", e);
        }
    }

    private static ImageFormat formatOf(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, SIGNATURE_BYTES), ISO_8859_1);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return ImageFormat.PNG;
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return ImageFormat.JPEG;
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return ImageFormat.WEBP;
        }
        if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
            return ImageFormat.TIFF;
        }
        if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return ImageFormat.GIF;
        }
        if (start.startsWith("BM") && bytes.length > 14) {
            return ImageFormat.BMP;
        }
        throw ForeignFile.of(bytes).refused(KNOWN);
    }

    /** PNG 1.2: signature, chunk IHDR; the orientation in a chunk eXIf before or after the picture data. */
    private static ImageHeader png(ByteBuffer b) {
        if (!tag(b, 12).equals("IHDR")) {
            throw new UnreadableImageException("a PNG must begin with the chunk IHDR but begins with another one");
        }
        int width = b.getInt(16);
        int height = b.getInt(20);
        Orientation orientation = null;
        long at = 8;
        while (at + 12 <= b.capacity() && orientation == null) {
            long length = b.getInt((int) at) & 0xffffffffL;
            if (tag(b, (int) at + 4).equals("eXIf") && at + 8 + length <= b.capacity()) {
                orientation = exifOrientation(b.slice((int) at + 8, (int) length));
            }
            at += 12 + length;
        }
        return ImageHeader.ofStored(ImageFormat.PNG, width, height, upright(orientation));
    }

    /**
     * ITU-T T.81, B.1: marker segments up to the frame header; the orientation in the first segment APP1 "Exif" that says one.
     * Bytes between segments are skipped, as libjpeg does.
     */
    private static ImageHeader jpeg(ByteBuffer b) {
        Orientation orientation = null;
        int at = 2;
        while (true) {
            at = segment(b, at);
            int marker = b.get(at + 1) & 0xff;
            if (marker == 0xd9 || marker == 0xda) {
                throw new UnreadableImageException("the JPEG has no frame header before its picture data");
            }
            int length = b.getShort(at + 2) & 0xffff;
            if (length < 2) {
                throw new UnreadableImageException("a JPEG segment has at least 2 bytes but says " + length);
            }
            if (marker == 0xf7) {
                throw unsupportedJpeg("a JPEG-LS picture");
            }
            if (isFrameHeader(marker)) {
                requireKnownProcess(marker, b.get(at + 4) & 0xff);
                int height = b.getShort(at + 5) & 0xffff;
                int width = b.getShort(at + 7) & 0xffff;
                return ImageHeader.ofStored(ImageFormat.JPEG, width, height, upright(orientation));
            }
            if (orientation == null
                    && marker == 0xe1
                    && length >= 8
                    && tag(b, at + 4).equals("Exif")) {
                orientation = exifOrientation(b.slice(at + 10, length - 8));
            }
            at += 2 + length;
        }
    }

    /** Where the next segment begins, from {@code at} on: behind padding, fill bytes and markers that stand alone. */
    private static int segment(ByteBuffer b, int at) {
        int from = at;
        while (true) {
            int marker = b.get(from + 1) & 0xff;
            if ((b.get(from) & 0xff) != 0xff || marker == 0 || marker == 0xff) {
                from++;
            } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                from += 2;
            } else {
                return from;
            }
        }
    }

    /** Where the frame header of a JPEG begins whose header can be read. */
    static int frameHeader(ByteBuffer b) {
        int at = segment(b, 2);
        while (!isFrameHeader(b.get(at + 1) & 0xff)) {
            at = segment(b, at + 2 + (b.getShort(at + 2) & 0xffff));
        }
        return at;
    }

    /** ITU-T T.81, table B.1: no differential frames; 8 bits unless lossless. Arithmetic codes are up to the JDK's library. */
    private static void requireKnownProcess(int marker, int bits) {
        if ((marker >= 0xc5 && marker <= 0xc7) || marker >= 0xcd) {
            throw unsupportedJpeg("a hierarchical JPEG");
        }
        if (bits != 8 && marker != 0xc3) {
            throw unsupportedJpeg("a JPEG of " + bits + " bits a sample");
        }
    }

    private static UnsupportedImageException unsupportedJpeg(String kind) {
        return new UnsupportedImageException(
                "the picture is " + kind + ", which is not supported; save it as an ordinary JPEG or as a PNG first");
    }

    private static boolean isFrameHeader(int marker) {
        boolean tables = marker == 0xc4 || marker == 0xc8 || marker == 0xcc; // DHT, JPG, DAC
        return marker >= 0xc0 && marker <= 0xcf && !tables;
    }

    /** RFC 9649: first chunk VP8, VP8L or VP8X; the orientation in a chunk EXIF after the picture data. */
    private static ImageHeader webp(ByteBuffer b) {
        String first = tag(b, 12);
        return switch (first) {
            case "VP8 " ->
                ImageHeader.ofStored(
                        ImageFormat.WEBP, b.getShort(26) & 0x3fff, b.getShort(28) & 0x3fff, Orientation.UPRIGHT);
            case "VP8L" -> {
                int bits = b.getInt(21);
                yield ImageHeader.ofStored(
                        ImageFormat.WEBP, (bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1, Orientation.UPRIGHT);
            }
            case "VP8X" ->
                ImageHeader.ofStored(
                        ImageFormat.WEBP, (b.getInt(23) >>> 8) + 1, (b.getInt(26) >>> 8) + 1, webpOrientation(b));
            default ->
                throw new UnreadableImageException(
                        "a WebP must begin with a chunk VP8, VP8L or VP8X but begins with another one");
        };
    }

    private static Orientation webpOrientation(ByteBuffer b) {
        long at = 12;
        while (at + 8 <= b.capacity()) {
            long length = b.getInt((int) at + 4) & 0xffffffffL;
            if (tag(b, (int) at).equals("EXIF") && at + 8 + length <= b.capacity()) {
                int skip = length > 6 && tag(b, (int) at + 8).equals("Exif") ? 6 : 0; // some writers keep JPEG's prefix
                return upright(exifOrientation(b.slice((int) at + 8 + skip, (int) length - skip)));
            }
            at += 8 + length + (length & 1);
        }
        return Orientation.UPRIGHT;
    }

    private static ImageHeader bmp(ByteBuffer b) {
        boolean core = b.getInt(14) == 12; // OS/2 header, 16-bit sides
        int width = core ? b.getShort(18) & 0xffff : b.getInt(18);
        int height = core ? b.getShort(20) & 0xffff : Math.abs(b.getInt(22)); // negative: rows from top to bottom
        return ImageHeader.ofStored(ImageFormat.BMP, width, height, Orientation.UPRIGHT);
    }

    private static ImageHeader gif(ByteBuffer b) {
        return ImageHeader.ofStored(
                ImageFormat.GIF, b.getShort(6) & 0xffff, b.getShort(8) & 0xffff, Orientation.UPRIGHT);
    }

    /** The orientation in an EXIF block; null if it says none. A damaged block is ignored, as viewers do. */
    private static @Nullable Orientation exifOrientation(ByteBuffer exif) {
        try {
            return TiffDirectory.first(exif).orientation();
        } catch (IndexOutOfBoundsException | UnreadableImageException e) {
            return null;
        }
    }

    private static Orientation upright(@Nullable Orientation said) {
        return said == null ? Orientation.UPRIGHT : said;
    }

    private static String tag(ByteBuffer b, int at) {
        byte[] name = new byte[4];
        b.get(at, name);
        return new String(name, ISO_8859_1);
    }

    private static ByteBuffer bigEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
