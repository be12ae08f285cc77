package org.stylize.engine.picture;

import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.stylize.image.UnreadableImageException;
import org.stylize.image.UnsupportedImageException;

/**
 * The chunks of a PNG file (PNG 3, chapter 11) that matter to a decoder.
 *
 * <p>The JDK's reader decompresses texts and profiles without a limit, and checks neither checksums nor the end of the
 * file. So it gets only the chunks of the picture itself, after this class has checked them.
 */
final class PngFile {
    private static final int SIGNATURE_BYTES = 8;
    private static final int FRAME_BYTES = 12; // length, type, CRC
    private static final int MOST_PROFILE_BYTES = 4 << 20;
    private static final int GREY = 0;
    private static final int GREY_WITH_ALPHA = 4;
    private static final Set<String> WANTED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private final byte[] bytes;
    private final ByteArrayOutputStream wanted = new ByteArrayOutputStream();
    private final PngColours colours = new PngColours();
    private int colourType;
    private int transparentGrey = -1;

    private PngFile(byte[] bytes) {
        this.bytes = bytes;
        wanted.write(bytes, 0, SIGNATURE_BYTES);
    }

    /**
     * Checks a file and takes it apart.
     *
     * @throws UnreadableImageException if a chunk is damaged, unknown but critical, or cut off, or if the end is
     *     missing
     */
    static PngFile parse(byte[] bytes) {
        PngFile file = new PngFile(bytes);
        int at = SIGNATURE_BYTES;
        String type = "";
        while (!type.equals("IEND")) {
            if (bytes.length - at < FRAME_BYTES) {
                throw cutOff(bytes);
            }
            long length = file.intAt(at) & 0xffffffffL;
            type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (length > bytes.length - at - FRAME_BYTES) {
                throw cutOff(bytes);
            }
            file.take(type, at, (int) length);
            at += FRAME_BYTES + (int) length;
        }
        return file;
    }

    private void take(String type, int at, int length) {
        if (WANTED.contains(type)) {
            requireSum(type, at, length);
            if (type.equals("IHDR") && length == 13) {
                colourType = bytes[at + 17];
            }
            if (type.equals("tRNS") && colourType == GREY && length == 2) {
                transparentGrey = (bytes[at + 8] & 0xff) << 8 | (bytes[at + 9] & 0xff);
            } else {
                wanted.write(bytes, at, FRAME_BYTES + length);
            }
        } else if (Character.isUpperCase(type.charAt(0))) {
            throw type.equals("CgBI")
                    ? apples()
                    : new UnreadableImageException(
                            "the PNG file cannot be shown: its chunk " + type + " is critical and unknown");
        } else {
            takeColours(type, at, length);
        }
    }

    private void takeColours(String type, int at, int length) {
        switch (type) {
            case "iCCP" -> colours.profile(ColorProfile.parse(unpackedProfile(at + 8, length)));
            case "sRGB" -> colours.srgb();
            case "cICP", "gAMA", "cHRM" -> {
                if (hasSum(at, length)) {
                    takeNumbers(type, Arrays.copyOfRange(bytes, at + 8, at + 8 + length));
                }
            }
            default -> {} // texts, times, …
        }
    }

    private void takeNumbers(String type, byte[] content) {
        switch (type) {
            case "cICP" -> colours.codePoints(content);
            case "gAMA" -> colours.gamma(content);
            default -> colours.primaries(content);
        }
    }

    private static UnsupportedImageException apples() {
        return new UnsupportedImageException("the picture is a PNG of Apple's own kind (CgBI), which is not supported;"
                + " convert it to an ordinary PNG first");
    }

    private boolean hasSum(int at, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, at + 4, 4 + length);
        return (int) sum.getValue() == intAt(at + 8 + length);
    }

    private void requireSum(String type, int at, int length) {
        if (!hasSum(at, length)) {
            throw new UnreadableImageException(
                    "the PNG file is damaged: the checksum of a chunk " + type + " is wrong");
        }
    }

    private int intAt(int at) {
        return ByteBuffer.wrap(bytes, at, 4).getInt();
    }

    /** The profile in a chunk iCCP (name, 0, method 0, zlib data); empty if damaged or larger than any real one. */
    private byte[] unpackedProfile(int at, int length) {
        int end = at + length;
        int name = at;
        while (name < end && bytes[name] != 0) {
            name++;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, Math.min(name + 2, end), Math.max(end - name - 2, 0));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            int count;
            while ((count = inflater.inflate(part)) > 0) {
                out.write(part, 0, count);
                if (out.size() > MOST_PROFILE_BYTES) {
                    return new byte[0];
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }

    private static UnreadableImageException cutOff(byte[] bytes) {
        return new UnreadableImageException(
                "the PNG file is cut off: it ends after " + bytes.length + " bytes, before its chunk IEND");
    }

    /** The file without texts, times, profiles and the like. */
    byte[] withoutExtras() {
        return wanted.toByteArray();
    }

    /**
     * The profile of its colours; null if it is sRGB or says nothing.
     *
     * @throws UnsupportedImageException if the colours are of a kind that cannot be shown as sRGB
     */
    @Nullable
    ICC_Profile profile() {
        return colours.resolved(colourType == GREY || colourType == GREY_WITH_ALPHA);
    }

    /** The grey that is transparent, a sample as it is stored; −1 if none is. It is left out of {@link #withoutExtras}. */
    int transparentGrey() {
        return transparentGrey;
    }
}
