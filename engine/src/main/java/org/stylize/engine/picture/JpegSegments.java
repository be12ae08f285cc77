package org.stylize.engine.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the segments of a JPEG before its picture data say (ITU-T T.81, B.1; ICC.1:2022, B.4), and the file without its profile. */
final class JpegSegments {
    private static final String PROFILE = "ICC_PROFILE\0";
    private static final int PROFILE_HEAD_BYTES = PROFILE.length() + 2;
    private static final int MOST_PROFILE_BYTES = 4 << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Map<Integer, byte[]> profile = new TreeMap<>();
    private byte @Nullable [] firstPart;
    private int profileBytes;

    private JpegSegments() {}

    /** @param bytes complete and without padding, as {@link JpegFile} makes them */
    static JpegSegments of(byte[] bytes) {
        JpegSegments segments = new JpegSegments();
        segments.kept.write(bytes, 0, 2);
        int at = 2;
        while (at + 4 < bytes.length && (bytes[at + 1] & 0xff) != 0xda) {
            int marker = bytes[at + 1] & 0xff;
            boolean alone = marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
            int length = alone ? 0 : (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
            int next = Math.min(bytes.length, at + (marker == 0xff ? 1 : 2 + length));
            segments.take(bytes, marker, at, next);
            at = next;
        }
        segments.kept.write(bytes, at, bytes.length - at);
        return segments;
    }

    private void take(byte[] bytes, int marker, int at, int next) {
        int begin = at + 4;
        if (marker == 0xe2
                && begin + PROFILE_HEAD_BYTES <= next
                && new String(bytes, begin, PROFILE.length(), ISO_8859_1).equals(PROFILE)) {
            byte[] part = new byte[next - begin - PROFILE_HEAD_BYTES];
            System.arraycopy(bytes, begin + PROFILE_HEAD_BYTES, part, 0, part.length);
            firstPart = firstPart == null ? part : firstPart;
            profileBytes += part.length;
            profile.putIfAbsent(bytes[begin + PROFILE.length()] & 0xff, part);
        } else {
            kept.write(bytes, at, next - at);
        }
    }

    /**
     * Whether the profile says that it is longer than it is. A reader makes memory for as much as it says: two gigabytes for a few
     * bytes. Parts that are not numbered well are read in the order of the file.
     */
    boolean hasExaggeratedProfile() {
        return firstPart != null
                && (isTooLong(firstPart)
                        || isTooLong(profile.values().iterator().next()));
    }

    private boolean isTooLong(byte[] beginning) {
        return beginning.length < 4
                || Integer.toUnsignedLong(ByteBuffer.wrap(beginning).getInt()) > profileBytes;
    }

    /** The file without its profile. */
    byte[] withoutProfile() {
        return kept.toByteArray();
    }

    /** The profile; null if there is none or it is damaged. */
    @Nullable
    ICC_Profile profile() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        profile.values().forEach(whole::writeBytes);
        return whole.size() == 0 || whole.size() > MOST_PROFILE_BYTES ? null : ColorProfile.parse(whole.toByteArray());
    }
}
