package org.stylize.engine.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.stylize.image.UnreadableImageException;

/**
 * The first picture of a WebP file (RFC 9649), as a file of its own, with what the file says about it. Every length is
 * checked here, before the native decoder sees a byte.
 */
final class WebpFile {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int FRAME_HEAD_BYTES = 16;
    private static final int MOST_PROFILE_BYTES = 4 << 20;

    private final ByteBuffer bytes;
    /** Where the data of the first picture lie: a chunk ALPH if there is one, and a chunk VP8 or VP8L. */
    private @Nullable Chunk alpha;

    private @Nullable Chunk data;
    private @Nullable ICC_Profile profile;
    private int canvasWidth;
    private int canvasHeight;
    private int left;
    private int top;
    private int width;
    private int height;

    private WebpFile(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Takes a file apart.
     *
     * @param bytes begin with RIFF and WEBP
     * @throws UnreadableImageException if the file is cut off or damaged
     */
    static WebpFile parse(byte[] bytes) {
        WebpFile file = new WebpFile(bytes);
        long end = CHUNK_HEAD_BYTES + (file.bytes.getInt(4) & 0xffffffffL);
        if (end > bytes.length) {
            throw new UnreadableImageException(
                    "the WEBP file is cut off: expected " + end + " bytes but found " + bytes.length);
        }
        file.readChunks(FIRST_CHUNK, (int) end, false);
        file.requirePlace();
        return file;
    }

    private void readChunks(int from, int end, boolean inFrame) {
        boolean complete = false;
        for (int at = from; at + CHUNK_HEAD_BYTES <= end && !complete; ) {
            Chunk chunk = chunk(at, end);
            switch (chunk.type) {
                case "VP8X" -> readCanvas(chunk);
                case "ICCP" -> profile = profile == null ? readProfile(chunk) : profile;
                case "ANMF" -> {
                    if (inFrame) {
                        throw damaged("its first frame has frames");
                    }
                    readFrame(chunk);
                    complete = true;
                }
                case "ALPH" -> alpha = chunk;
                case "VP8 ", "VP8L" -> {
                    data = chunk;
                    complete = true;
                }
                default -> {} // metadata and what is not known
            }
            at = chunk.next();
        }
    }

    private Chunk chunk(int at, int end) {
        byte[] type = new byte[4];
        bytes.get(at, type);
        long length = bytes.getInt(at + 4) & 0xffffffffL;
        if (length > end - at - CHUNK_HEAD_BYTES) {
            throw damaged("a chunk is longer than what holds it");
        }
        return new Chunk(new String(type, ISO_8859_1), at + CHUNK_HEAD_BYTES, (int) length);
    }

    private void readCanvas(Chunk chunk) {
        if (chunk.at != FIRST_CHUNK + CHUNK_HEAD_BYTES || chunk.length < 10) {
            throw damaged("its chunk VP8X is not the first, or is too short");
        }
        canvasWidth = 1 + number24(chunk.at + 4);
        canvasHeight = 1 + number24(chunk.at + 7);
    }

    private @Nullable ICC_Profile readProfile(Chunk chunk) {
        if (chunk.length > MOST_PROFILE_BYTES) {
            return null;
        }
        byte[] content = new byte[chunk.length];
        bytes.get(chunk.at, content);
        return ColorProfile.parse(content);
    }

    private void readFrame(Chunk chunk) {
        if (chunk.length < FRAME_HEAD_BYTES) {
            throw damaged("its first frame is too short");
        }
        left = 2 * number24(chunk.at);
        top = 2 * number24(chunk.at + 3);
        width = 1 + number24(chunk.at + 6);
        height = 1 + number24(chunk.at + 9);
        readChunks(chunk.at + FRAME_HEAD_BYTES, chunk.at + chunk.length, true);
    }

    /** The picture must be as large as what holds it says, because that is what the limits were checked against. */
    private void requirePlace() {
        if (data == null) {
            throw damaged("it has no picture");
        }
        boolean lossless = data.type.equals("VP8L");
        if (data.length < (lossless ? 5 : 10)) {
            throw damaged("its picture is too short");
        }
        int codedWidth = lossless ? (bytes.getInt(data.at + 1) & 0x3fff) + 1 : bytes.getShort(data.at + 6) & 0x3fff;
        int codedHeight =
                lossless ? (bytes.getInt(data.at + 1) >>> 14 & 0x3fff) + 1 : bytes.getShort(data.at + 8) & 0x3fff;
        if (canvasWidth == 0) {
            canvasWidth = codedWidth;
            canvasHeight = codedHeight;
        }
        if (width == 0) {
            width = canvasWidth;
            height = canvasHeight;
        }
        if (codedWidth != width || codedHeight != height) {
            throw damaged("its header says " + width + "×" + height + " but the picture is " + codedWidth + "×"
                    + codedHeight);
        }
        if (left + (long) width > canvasWidth || top + (long) height > canvasHeight) {
            throw damaged("its first frame lies outside the picture");
        }
    }

    private int number24(int at) {
        return (bytes.getShort(at) & 0xffff) | (bytes.get(at + 2) & 0xff) << 16;
    }

    /** The first picture as a file of the simple kind, or of the extended kind where it has an alpha plane of its own. */
    byte[] picture() {
        Chunk picture = requirePicture();
        if (alpha == null || picture.type.equals("VP8L")) {
            return riff(picture.size()).put(copied(picture)).array();
        }
        ByteBuffer head = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        head.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(0x10); // a flag: there is alpha
        putNumber24(head, width - 1);
        putNumber24(head, height - 1);
        return riff(head.capacity() + alpha.size() + picture.size())
                .put(head.array())
                .put(copied(alpha))
                .put(copied(picture))
                .array();
    }

    private static void putNumber24(ByteBuffer out, int value) {
        out.putShort((short) value).put((byte) (value >> 16));
    }

    private static ByteBuffer riff(int contentBytes) {
        return ByteBuffer.allocate(12 + contentBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(ISO_8859_1))
                .putInt(4 + contentBytes)
                .put("WEBP".getBytes(ISO_8859_1));
    }

    /** Head, content, and the byte that makes its length even, which the last chunk of some files lacks. */
    private byte[] copied(Chunk chunk) {
        byte[] copy = new byte[chunk.size()];
        bytes.get(chunk.at - CHUNK_HEAD_BYTES, copy, 0, CHUNK_HEAD_BYTES + chunk.length);
        return copy;
    }

    private Chunk requirePicture() {
        if (data == null) {
            throw damaged("it has no picture");
        }
        return data;
    }

    private static UnreadableImageException damaged(String reason) {
        return new UnreadableImageException("the WEBP file is damaged or cut off: " + reason);
    }

    /** The profile of the colours; null for sRGB. */
    @Nullable
    ICC_Profile profile() {
        return profile;
    }

    int canvasWidth() {
        return canvasWidth;
    }

    int canvasHeight() {
        return canvasHeight;
    }

    /** Whether the first picture has an alpha plane in a chunk of its own. */
    boolean hasAlphaPlane() {
        return alpha != null;
    }

    /** Where the first picture begins on the canvas. */
    int left() {
        return left;
    }

    /** Where the first picture begins on the canvas. */
    int top() {
        return top;
    }

    /** Whether the first picture covers the whole canvas. */
    boolean coversCanvas() {
        return width == canvasWidth && height == canvasHeight;
    }

    /**
     * A part of the file.
     *
     * @param at where its content begins
     * @param length of its content
     */
    private record Chunk(String type, int at, int length) {
        int next() {
            return at + length + (length & 1);
        }

        int size() {
            return CHUNK_HEAD_BYTES + length + (length & 1);
        }
    }
}
