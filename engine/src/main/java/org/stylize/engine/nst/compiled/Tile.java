package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a picture that is computed at once. The cores of a picture's tiles cover the picture once. The crop is the core with
 * all pixels around it that the maps at the core depend on. It ends at the picture's border, where the network adds the same
 * border as for the whole picture. All other edges are multiples of {@value #ALIGNMENT_PIXELS} pixels: the poolings are in the
 * same places as for the whole picture.
 *
 * @param crop within the picture
 * @param core within the picture
 */
record Tile(Edges crop, Edges core) {
    /** Size of a position behind four poolings. */
    static final int ALIGNMENT_PIXELS = 16;

    /** A part of a picture: rows from top to above bottom, columns from left to before right, in pixels. */
    record Edges(long top, long bottom, long left, long right) {}

    /**
     * Tiles of about the same size.
     *
     * @param picture shape (1, 3, H, W)
     * @param sidePixels longest side of a core
     * @param reachPixels how far the maps at a core depend on what lies around it
     */
    static List<Tile> of(Shape picture, int sidePixels, int reachPixels) {
        int halo = aligned(reachPixels);
        List<Tile> tiles = new ArrayList<>();
        for (long[] rows : parts(picture.get(2), sidePixels)) {
            for (long[] columns : parts(picture.get(3), sidePixels)) {
                Edges core = new Edges(rows[0], rows[1], columns[0], columns[1]);
                Edges crop = new Edges(
                        Math.max(0, rows[0] - halo),
                        Math.min(picture.get(2), rows[1] + halo),
                        Math.max(0, columns[0] - halo),
                        Math.min(picture.get(3), columns[1] + halo));
                tiles.add(new Tile(crop, core));
            }
        }
        return tiles;
    }

    /** Of the crop as a picture: (1, 3, H, W). */
    Shape shape() {
        return new Shape(1, 3, crop.bottom - crop.top, crop.right - crop.left);
    }

    /** The tile as the program takes it: top, bottom, left and right of the crop, then of the core. */
    IValue numbers() {
        return IValue.listFrom(
                crop.top, crop.bottom, crop.left, crop.right, core.top, core.bottom, core.left, core.right);
    }

    private static List<long[]> parts(long length, int sidePixels) {
        long count = (length + sidePixels - 1) / sidePixels;
        long side = aligned((length + count - 1) / count);
        List<long[]> parts = new ArrayList<>();
        for (long from = 0; from < length; from += side) {
            parts.add(new long[] {from, Math.min(length, from + side)});
        }
        return parts;
    }

    private static int aligned(long pixels) {
        return Math.toIntExact((pixels + ALIGNMENT_PIXELS - 1) / ALIGNMENT_PIXELS * ALIGNMENT_PIXELS);
    }
}
