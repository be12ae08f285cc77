package org.stylize.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Finds size and orientation in the first bytes of a picture file, by the formats' own specifications. */
final class HeaderParser {
    private static final String KNOWN = "PNG, JPEG, WebP, TIFF, BMP or GIF";
    /** As many as tell the kind of a file. */
    private static final int DESCRIBED_BYTES = 512;

    private static final String NOT_SUPPORTED = ", which is not supported";

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
        String start = new String(bytes, 0, Math.min(bytes.length, DESCRIBED_BYTES), ISO_8859_1);
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
        throw new UnreadableImageException("expected a " + KNOWN + " picture but found " + describe(start));
    }

    /** A name for what people send by mistake. */
    private static String describe(String start) {
        if (start.startsWith("ftyp", 4)) {
            return isoMedia(start);
        }
        if (start.startsWith("\u00ff\n") || start.startsWith("JXL \r\n\u0087\n", 4)) {
            return "a JPEG XL picture" + NOT_SUPPORTED;
        }
        if (start.startsWith("\u00ffO\u00ffQ") || start.startsWith("jP  \r\n\u0087\n", 4)) {
            return "a JPEG 2000 picture" + NOT_SUPPORTED;
        }
        if (start.startsWith("II+\0") || start.startsWith("MM\0+")) {
            return "a BigTIFF picture" + NOT_SUPPORTED;
        }
        if (start.startsWith("8BPS")) {
            return "a Photoshop file (PSD)" + NOT_SUPPORTED;
        }
        if (start.startsWith("%PDF")) {
            return "a PDF document";
        }
        if (start.startsWith("PK\u0003\u0004")) {
            return "a ZIP archive or an office document";
        }
        return text(start);
    }

    /** ISO/IEC 14496-12: the brand of the file says what it holds. */
    private static String isoMedia(String start) {
        String brand = start.substring(8, Math.min(12, start.length()));
        return switch (brand) {
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1" ->
                "an HEIC picture" + NOT_SUPPORTED;
            case "avif", "avis" -> "an AVIF picture" + NOT_SUPPORTED;
            default -> "a video";
        };
    }

    private static String text(String start) {
        String text =
                start.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "an HTML document";
        }
        if (text.startsWith("<svg") || (text.startsWith("<") && text.contains("<svg"))) {
            return "an SVG drawing" + NOT_SUPPORTED;
        }
        if (text.startsWith("<?xml") || text.startsWith("<!doctype")) {
            return "an XML document";
        }
        boolean printable = start.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t');
        return printable ? "a text file" : "a file of an unknown kind";
    }

    /** PNG 1.2: signature, chunk IHDR; the orientation in a chunk eXIf before or after the picture data. */
    private static ImageHeader png(ByteBuffer b) {
        if (!tag(b, 12).equals("IHDR")) {
            throw new UnreadableImageException("a PNG must begin with the chunk IHDR but begins with another one");
        }
        int width = b.getInt(16);
        int height = b.getInt(20);
        Orientation orientation = Orientation.UPRIGHT;
        long at = 8;
        while (at + 12 <= b.capacity()) {
            long length = b.getInt((int) at) & 0xffffffffL;
            if (tag(b, (int) at + 4).equals("eXIf") && at + 8 + length <= b.capacity()) {
                orientation = exifOrientation(b.slice((int) at + 8, (int) length));
            }
            at += 12 + length;
        }
        return ImageHeader.ofStored(ImageFormat.PNG, width, height, orientation);
    }

    /** ITU-T T.81, B.1: marker segments up to the frame header; the orientation in a segment APP1 "Exif". */
    private static ImageHeader jpeg(ByteBuffer b) {
        Orientation orientation = Orientation.UPRIGHT;
        int at = 2;
        while (true) {
            if ((b.get(at) & 0xff) != 0xff) {
                throw new UnreadableImageException("expected a JPEG marker at byte " + at + " but found none");
            }
            int marker = b.get(at + 1) & 0xff;
            if (marker == 0xff) { // fill byte
                at++;
                continue;
            }
            if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) { // stands alone, without a segment
                at += 2;
                continue;
            }
            if (marker == 0xd9 || marker == 0xda) {
                throw new UnreadableImageException("the JPEG has no frame header before its picture data");
            }
            int length = b.getShort(at + 2) & 0xffff;
            if (length < 2) {
                throw new UnreadableImageException("a JPEG segment has at least 2 bytes but says " + length);
            }
            if (isFrameHeader(marker)) {
                int height = b.getShort(at + 5) & 0xffff;
                int width = b.getShort(at + 7) & 0xffff;
                return ImageHeader.ofStored(ImageFormat.JPEG, width, height, orientation);
            }
            if (marker == 0xe1 && length >= 8 && tag(b, at + 4).equals("Exif")) {
                orientation = exifOrientation(b.slice(at + 10, length - 8));
            }
            at += 2 + length;
        }
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
                return exifOrientation(b.slice((int) at + 8 + skip, (int) length - skip));
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

    /** The orientation in an EXIF block; a damaged block is ignored, as viewers do. */
    private static Orientation exifOrientation(ByteBuffer exif) {
        try {
            return TiffDirectory.first(exif).orientation();
        } catch (IndexOutOfBoundsException | UnreadableImageException e) {
            return Orientation.UPRIGHT;
        }
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
