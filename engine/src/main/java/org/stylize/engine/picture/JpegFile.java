package org.stylize.engine.picture;

import java.io.ByteArrayOutputStream;
import org.stylize.image.ImageTooLargeException;
import org.stylize.image.UnreadableImageException;

/**
 * The marker segments of a JPEG file (ITU-T T.81, B.1). Readers fill the missing part of a file that is cut off with
 * grey; this class refuses such a file before a reader sees it.
 */
final class JpegFile {
    private static final int MOST_SCANS = 200;

    private static final long MOST_SCANNED_PIXELS = 2_000_000_000L;

    private JpegFile() {}

    /**
     * The file without bytes that stand between two segments before the picture data and belong to neither. Decoders skip
     * them, but not all readers do.
     *
     * @param bytes complete, as {@link #requireComplete} knows
     * @return {@code bytes} themselves if there is nothing to leave out
     */
    static byte[] withoutPadding(byte[] bytes) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int copied = 0;
        int at = 2;
        while (at + 3 < bytes.length) {
            int marker = bytes[at + 1] & 0xff;
            int begin = at;
            while (at + 3 < bytes.length && ((bytes[at] & 0xff) != 0xff || marker == 0)) {
                at++;
                marker = bytes[at + 1] & 0xff;
            }
            if (at > begin) {
                kept.write(bytes, copied, begin - copied);
                copied = at;
            }
            if (marker == 0xda || marker == 0xd9) {
                break;
            }
            at += marker == 0xff
                    ? 1
                    : isInsideScan(marker) || marker == 0xd8 ? 2 : 2 + Math.max(2, segmentLength(bytes, at + 2));
        }
        if (copied == 0) {
            return bytes;
        }
        kept.write(bytes, copied, bytes.length - copied);
        return kept.toByteArray();
    }

    /**
     * Walks over all segments to the end of the picture.
     *
     * @param bytes begin with the marker SOI
     * @param pixels of the picture
     * @return the number of scans
     * @throws UnreadableImageException if there is no marker EOI after the last scan, or if there are more scans than
     *     in any real picture
     * @throws ImageTooLargeException if the scans together have too many pixels: each takes as long as a whole picture
     */
    static int requireComplete(byte[] bytes, long pixels) {
        int at = 2;
        int scans = 0;
        while (at + 1 < bytes.length) {
            int marker = bytes[at + 1] & 0xff;
            if ((bytes[at] & 0xff) != 0xff || isInsideScan(marker)) {
                at++; // picture data, or bytes that readers skip too
            } else if (marker == 0xd9) {
                if (scans == 0) {
                    throw new UnreadableImageException("the JPEG file ends without any picture data");
                }
                return scans;
            } else {
                if (marker == 0xda && ++scans > MOST_SCANS) {
                    throw new UnreadableImageException("the JPEG file has more than " + MOST_SCANS + " scans");
                }
                if (scans * pixels > MOST_SCANNED_PIXELS) {
                    throw new ImageTooLargeException("a JPEG's scans may have at most " + MOST_SCANNED_PIXELS
                            + " pixels together, but this one has " + scans + " or more scans of " + pixels
                            + "; save it as an ordinary JPEG first");
                }
                at += 2 + segmentLength(bytes, at + 2);
            }
        }
        throw new UnreadableImageException(
                "the JPEG file is cut off: it ends after " + bytes.length + " bytes, before its end marker");
    }

    /** Stuffed zero, fill byte, TEM and restart markers: none begins a segment. */
    private static boolean isInsideScan(int marker) {
        return marker == 0 || marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    }

    private static int segmentLength(byte[] bytes, int at) {
        return at + 1 < bytes.length ? (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff) : 0;
    }
}
