package org.stylize.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first image file directory of a TIFF file, or of an EXIF block, which has the same layout (TIFF 6.0, section 2): of each
 * tag the first value, if it is a whole number and lies within the bytes.
 *
 * @param values by tag
 * @param maker the text of tag 271; empty if absent
 */
record TiffDirectory(Map<Integer, Long> values, String maker) {
    private static final int NEW_SUBFILE_TYPE = 254;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int MAKER = 271;
    private static final int ORIENTATION = 274;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_LENGTH = 323;
    private static final int SUB_DIRECTORIES = 330;
    private static final int SAMPLE_FORMAT = 339;
    private static final int DNG_VERSION = 50706;

    private static final int CAMERA_FILTER_ARRAY = 32803;
    private static final int LINEAR_RAW = 34892;

    private static final int ENTRY_BYTES = 12;
    /** Readers make memory for a whole tile (TIFF 6.0, section 15), however small the picture is. */
    private static final long MOST_TILE_PIXELS = 4096 * 4096;

    TiffDirectory {
        values = Map.copyOf(values);
    }

    /**
     * Reads the first directory.
     *
     * @param tiff the bytes from the byte order mark on
     * @throws IndexOutOfBoundsException if the directory does not lie within the bytes
     */
    static TiffDirectory first(ByteBuffer tiff) {
        int mark = tiff.order(ByteOrder.BIG_ENDIAN).getShort(0);
        if (mark != 0x4949 && mark != 0x4d4d) {
            throw new UnreadableImageException("a TIFF must begin with II or MM");
        }
        ByteBuffer b = tiff.order(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = b.getInt(4);
        int entries = b.getShort(at) & 0xffff;
        Map<Integer, Long> values = new HashMap<>();
        String maker = "";
        for (int i = 0; i < entries; i++) {
            int entry = at + 2 + i * ENTRY_BYTES;
            int tag = b.getShort(entry) & 0xffff;
            Long value = firstValue(b, entry);
            if (value != null) {
                values.putIfAbsent(tag, value);
            }
            if (tag == MAKER) {
                maker = text(b, entry);
            }
        }
        return new TiffDirectory(values, maker);
    }

    /** The first number of an entry; null if it is of another type or lies outside. */
    private static @Nullable Long firstValue(ByteBuffer b, int entry) {
        int bytes =
                switch (b.getShort(entry + 2)) {
                    case 1, 6, 7 -> 1; // BYTE, SBYTE, UNDEFINED
                    case 3, 8 -> 2; // SHORT, SSHORT
                    case 4, 9, 13 -> 4; // LONG, SLONG, IFD
                    default -> 0;
                };
        long count = b.getInt(entry + 4) & 0xffffffffL;
        b.getInt(entry + 8); // the whole entry must be there
        long at = count * bytes <= 4 ? entry + 8 : b.getInt(entry + 8) & 0xffffffffL;
        if (bytes == 0 || count == 0 || at + bytes > b.capacity()) {
            return null;
        }
        return switch (bytes) {
            case 1 -> b.get((int) at) & 0xffL;
            case 2 -> b.getShort((int) at) & 0xffffL;
            default -> b.getInt((int) at) & 0xffffffffL;
        };
    }

    private static String text(ByteBuffer b, int entry) {
        long count = b.getInt(entry + 4) & 0xffffffffL;
        long at = count <= 4 ? entry + 8 : b.getInt(entry + 8) & 0xffffffffL;
        if (count > 64 || at + count > b.capacity()) {
            return "";
        }
        byte[] text = new byte[(int) count];
        b.get((int) at, text);
        return new String(text, ISO_8859_1).trim();
    }

    private long value(int tag, long otherwise) {
        return values.getOrDefault(tag, otherwise);
    }

    /** Tag 274; null if absent or none of its eight values. */
    @Nullable
    Orientation orientation() {
        int value = (int) value(ORIENTATION, 0);
        return value >= 1 && value <= 8 ? Orientation.ofExif(value) : null;
    }

    /**
     * The header of a TIFF file with this directory.
     *
     * @throws UnsupportedImageException if it is a camera's raw file, or of a kind of TIFF that is not read
     */
    ImageHeader header() {
        if (isCameraRaw()) {
            throw new UnsupportedImageException("the picture is a camera raw file" + rawKind()
                    + ", which is not supported; export it as JPEG, PNG or TIFF first");
        }
        if (!values.containsKey(WIDTH) || !values.containsKey(HEIGHT)) {
            throw new UnreadableImageException("a TIFF must say its width and height but this one does not");
        }
        String kind = unsupportedKind();
        if (kind != null) {
            throw new UnsupportedImageException(
                    "the picture is " + kind
                            + ", which is not supported; save it as a TIFF of 8 or 16 bits with LZW, Deflate or no compression first");
        }
        requireOrdinaryTiles();
        Orientation orientation = orientation();
        return ImageHeader.ofStored(
                ImageFormat.TIFF,
                side(value(WIDTH, 0)),
                side(value(HEIGHT, 0)),
                orientation == null ? Orientation.UPRIGHT : orientation);
    }

    private void requireOrdinaryTiles() {
        long width = value(TILE_WIDTH, 1);
        long length = value(TILE_LENGTH, 1);
        if (width < 1
                || length < 1
                || width > MOST_TILE_PIXELS
                || length > MOST_TILE_PIXELS
                || width * length > MOST_TILE_PIXELS) {
            throw new UnreadableImageException("a TIFF's tiles have at most " + MOST_TILE_PIXELS
                    + " pixels but those of this one are " + width + "×" + length);
        }
    }

    /** Of the first sample of each pixel. */
    long bitsPerSample() {
        return value(BITS_PER_SAMPLE, 1);
    }

    private static int side(long pixels) {
        if (pixels > Integer.MAX_VALUE) {
            throw new UnreadableImageException("a TIFF cannot have a side of " + pixels + " pixels");
        }
        return (int) pixels;
    }

    /**
     * DNG 1.7: tag DNGVersion. The makers' own formats begin with a preview, and have the picture in a directory below it, or
     * have samples that no other TIFF has.
     */
    private boolean isCameraRaw() {
        boolean preview = (value(NEW_SUBFILE_TYPE, 0) & 1) == 1 && values.containsKey(SUB_DIRECTORIES);
        long samples = value(PHOTOMETRIC, 0);
        return values.containsKey(DNG_VERSION) || preview || samples == CAMERA_FILTER_ARRAY || samples == LINEAR_RAW;
    }

    private String rawKind() {
        if (values.containsKey(DNG_VERSION)) {
            return " (DNG)";
        }
        String name = maker.toUpperCase(Locale.ROOT);
        if (name.startsWith("NIKON")) {
            return " (NEF)";
        }
        if (name.startsWith("CANON")) {
            return " (CR2)";
        }
        if (name.startsWith("SONY")) {
            return " (ARW)";
        }
        if (name.startsWith("PENTAX") || name.startsWith("RICOH")) {
            return " (PEF)";
        }
        return name.startsWith("SAMSUNG") ? " (SRW)" : "";
    }

    /** Null if it is one that is read, or may be. */
    private @Nullable String unsupportedKind() {
        int format = (int) value(SAMPLE_FORMAT, 1);
        if (format == 3 || format == 6) {
            return "a floating-point TIFF";
        }
        if (format == 2 || format == 5) {
            return "a TIFF with signed samples";
        }
        long bits = value(BITS_PER_SAMPLE, 1);
        if (bits > 16) {
            return "a TIFF of " + bits + " bits a sample";
        }
        int compression = (int) value(COMPRESSION, 1);
        return switch (compression) {
            case 1, 2, 3, 4, 5, 6, 7, 8, 32773, 32946 -> unsupportedSamples();
            case 34925 -> "an LZMA TIFF";
            case 50000, 34926 -> "a Zstandard TIFF";
            case 50001, 34927 -> "a TIFF with WebP compression";
            case 34887 -> "a TIFF with LERC compression";
            case 34712, 33003, 33004, 33005 -> "a TIFF with JPEG 2000 compression";
            case 50002, 52546 -> "a TIFF with JPEG XL compression";
            case 34661 -> "a TIFF with JBIG compression";
            case 34676, 34677 -> "a TIFF with LogLuv compression";
            default -> "a TIFF with compression " + compression;
        };
    }

    private @Nullable String unsupportedSamples() {
        int samples = (int) value(PHOTOMETRIC, 1);
        return switch (samples) {
            case 0, 1, 2, 3, 5, 6, 8, 9 -> null;
            case 4 -> "a TIFF that is a transparency mask";
            case 10 -> "a TIFF with ITU L*a*b* colours";
            case 32844, 32845 -> "a TIFF with LogLuv colours";
            default -> "a TIFF with photometric interpretation " + samples;
        };
    }
}
