package org.stylize.engine.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stylize.engine.picture.TiffEntries.Entry;
import org.stylize.image.ImageFormat;
import org.stylize.image.KeptExif;
import org.stylize.recipe.ImageSize;

/**
 * What a photograph's EXIF block (CIPA DC-008) says of how it was taken, for the picture that is made of it. Left out is what
 * would be wrong of that picture (size, orientation, colour space, preview), the camera maker's own notes, whose inner offsets
 * break when they are moved, and the place, unless it is asked for. Immutable.
 */
public final class PhotographExif {
    private static final int ORIENTATION = 274;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int GPS_DIRECTORY = 0x8825;
    private static final int COLOUR_SPACE = 0xa001;
    private static final int WIDTH = 0xa002;
    private static final int HEIGHT = 0xa003;
    private static final int SRGB = 1;

    /** Description, maker, model, resolution, software, date, artist, host, copyright, Windows' texts. */
    private static final Set<Integer> ABOUT_THE_PHOTOGRAPH =
            Set.of(270, 271, 272, 282, 283, 296, 305, 306, 315, 316, 33432, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f);

    /** Orientation, resolution and its unit, software. */
    private static final Set<Integer> OF_EVERY_FILE = Set.of(ORIENTATION, 282, 283, 296, 305);

    /** Maker's note, directory of interoperability, padding and its offset. */
    private static final Set<Integer> NOT_CARRIED = Set.of(0x927c, 0xa005, 0xea1c, 0xea1d);

    /** A JPEG has one segment for all of it. */
    private static final int MOST_BYTES = 60_000;

    private static final int HEAD_BYTES = 8;

    private final SortedMap<Integer, Entry> main;
    private final SortedMap<Integer, Entry> exif;
    private final SortedMap<Integer, Entry> gps;

    private PhotographExif(
            SortedMap<Integer, Entry> main, SortedMap<Integer, Entry> exif, SortedMap<Integer, Entry> gps) {
        this.main = main;
        this.exif = exif;
        this.gps = gps;
    }

    /**
     * What is kept of a photograph's EXIF block; empty if it has none.
     *
     * @param photograph the whole file
     * @param picture size of what was made of it
     * @param much how much of it
     */
    public static Optional<PhotographExif> of(byte[] photograph, ImageFormat format, ImageSize picture, KeptExif much) {
        if (much == KeptExif.NONE) {
            return Optional.empty();
        }
        for (byte[] block : blocks(photograph, format)) {
            ByteBuffer tiff = TiffEntries.ordered(block);
            if (tiff != null) {
                PhotographExif kept = of(tiff, picture, much == KeptExif.ALL);
                if (kept.saysSomething()) {
                    return kept.bytes().length > MOST_BYTES ? Optional.empty() : Optional.of(kept);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether there is more than every TIFF file has. */
    private boolean saysSomething() {
        return !exif.isEmpty() || !gps.isEmpty() || !OF_EVERY_FILE.containsAll(main.keySet());
    }

    private static PhotographExif of(ByteBuffer tiff, ImageSize picture, boolean keepsGps) {
        SortedMap<Integer, Entry> all = TiffEntries.directory(tiff, tiff.getInt(4) & 0xffffffffL);
        SortedMap<Integer, Entry> exif = below(tiff, all, EXIF_DIRECTORY);
        SortedMap<Integer, Entry> gps = keepsGps ? below(tiff, all, GPS_DIRECTORY) : new TreeMap<>();
        SortedMap<Integer, Entry> main = new TreeMap<>(all);
        main.keySet().retainAll(ABOUT_THE_PHOTOGRAPH);
        if (all.containsKey(ORIENTATION) && (!main.isEmpty() || !exif.isEmpty())) {
            main.put(ORIENTATION, Entry.ofShort(1));
        }
        exif.keySet().removeAll(NOT_CARRIED);
        exif.computeIfPresent(WIDTH, (tag, old) -> Entry.ofLong(picture.width()));
        exif.computeIfPresent(HEIGHT, (tag, old) -> Entry.ofLong(picture.height()));
        exif.computeIfPresent(COLOUR_SPACE, (tag, old) -> Entry.ofShort(SRGB));
        return new PhotographExif(main, exif, gps);
    }

    private static SortedMap<Integer, Entry> below(ByteBuffer tiff, SortedMap<Integer, Entry> entries, int pointer) {
        Entry place = entries.get(pointer);
        return place == null ? new TreeMap<>() : TiffEntries.directory(tiff, place.number());
    }

    /** Everything in a file that may be an EXIF block. */
    private static List<byte[]> blocks(byte[] file, ImageFormat format) {
        return switch (format) {
            case JPEG -> segments(file);
            case PNG -> ofPng(file);
            case WEBP -> ofWebp(file);
            case TIFF -> List.of(file);
            case BMP, GIF -> List.of();
        };
    }

    private static List<byte[]> segments(byte[] jpeg) {
        List<byte[]> found = new ArrayList<>();
        int at = 2;
        while (at + 4 <= jpeg.length) {
            int marker = jpeg[at + 1] & 0xff;
            if (jpeg[at] != (byte) 0xff || marker == 0 || marker == 0xff) {
                at++;
                continue;
            }
            if (marker == 0xda || marker == 0xd9) {
                break;
            }
            int length = (jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff);
            if (marker == 0xe1 && length > 8 && at + 2 + length <= jpeg.length && isExif(jpeg, at + 4)) {
                found.add(Arrays.copyOfRange(jpeg, at + 10, at + 2 + length));
            }
            at += 2 + Math.max(2, length);
        }
        return found;
    }

    private static boolean isExif(byte[] bytes, int at) {
        return new String(bytes, at, 6, ISO_8859_1).equals("Exif\0\0");
    }

    /** The contents of PNG's chunks: length, name, content, check. */
    private static List<byte[]> ofPng(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png);
        List<byte[]> found = new ArrayList<>();
        for (long at = 8; at + 8 <= png.length; ) {
            long length = in.getInt((int) at) & 0xffffffffL;
            addIf("eXIf", png, at + 4, at + 8, length, found);
            at += 12 + length;
        }
        return found;
    }

    /** The contents of WebP's chunks: name, length, content, a byte if that makes the length even. */
    private static List<byte[]> ofWebp(byte[] webp) {
        ByteBuffer in = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> found = new ArrayList<>();
        for (long at = 12; at + 8 <= webp.length; ) {
            long length = in.getInt((int) at + 4) & 0xffffffffL;
            addIf("EXIF", webp, at, at + 8, length, found);
            at += 8 + length + (length & 1);
        }
        return found;
    }

    private static void addIf(String name, byte[] file, long nameAt, long at, long length, List<byte[]> found) {
        if (at + length <= file.length && new String(file, (int) nameAt, 4, ISO_8859_1).equals(name)) {
            int skip = length > 6 && isExif(file, (int) at) ? 6 : 0; // some writers keep JPEG's prefix
            found.add(Arrays.copyOfRange(file, (int) at + skip, (int) (at + length)));
        }
    }

    /** A block of its own, big-endian. */
    byte[] bytes() {
        byte[] directories = directories(main, HEAD_BYTES);
        return ByteBuffer.allocate(HEAD_BYTES + directories.length)
                .put("MM".getBytes(US_ASCII))
                .putShort((short) 42)
                .putInt(HEAD_BYTES)
                .put(directories)
                .array();
    }

    /**
     * A TIFF file that says this too. What its directory says already stays.
     *
     * @param tiff big-endian, with one directory
     */
    byte[] addedTo(byte[] tiff) {
        ByteBuffer file = TiffEntries.ordered(tiff);
        if (file == null || file.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("a TIFF must be big-endian here");
        }
        SortedMap<Integer, Entry> together = new TreeMap<>(main);
        together.putAll(TiffEntries.wholeDirectory(file, file.getInt(4)));
        int at = tiff.length + (tiff.length & 1);
        byte[] directories = directories(together, at);
        byte[] result = Arrays.copyOf(tiff, at + directories.length);
        System.arraycopy(directories, 0, result, at, directories.length);
        ByteBuffer.wrap(result).putInt(4, at);
        return result;
    }

    /** The first directory at a place, and the others behind it. */
    private byte[] directories(SortedMap<Integer, Entry> first, int at) {
        SortedMap<Integer, Entry> linked = new TreeMap<>(first);
        if (!exif.isEmpty()) {
            linked.put(EXIF_DIRECTORY, Entry.ofLong(0));
        }
        if (!gps.isEmpty()) {
            linked.put(GPS_DIRECTORY, Entry.ofLong(0));
        }
        int exifAt = at + TiffEntries.writtenBytes(linked);
        int gpsAt = exifAt + (exif.isEmpty() ? 0 : TiffEntries.writtenBytes(exif));
        linked.computeIfPresent(EXIF_DIRECTORY, (tag, unknown) -> Entry.ofLong(exifAt));
        linked.computeIfPresent(GPS_DIRECTORY, (tag, unknown) -> Entry.ofLong(gpsAt));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(TiffEntries.written(linked, at));
        if (!exif.isEmpty()) {
            out.writeBytes(TiffEntries.written(exif, exifAt));
        }
        if (!gps.isEmpty()) {
            out.writeBytes(TiffEntries.written(gps, gpsAt));
        }
        return out.toByteArray();
    }
}
