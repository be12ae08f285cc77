package org.stylize.image;

/**
 * How stored rows and columns must be turned so that the picture is upright: the eight values of the EXIF and TIFF tag
 * 274.
 */
public enum Orientation {
    /** 1: stored as it is shown. */
    UPRIGHT(1),
    /** 2: left and right are exchanged. */
    MIRRORED(2),
    /** 3: upside down. */
    ROTATED_180(3),
    /** 4: top and bottom are exchanged. */
    FLIPPED(4),
    /** 5: rows and columns are exchanged. */
    TRANSPOSED(5),
    /** 6: must be turned clockwise by a quarter. */
    ROTATED_90(6),
    /** 7: rows and columns are exchanged along the other diagonal. */
    TRANSVERSED(7),
    /** 8: must be turned anticlockwise by a quarter. */
    ROTATED_270(8);

    private final int exif;

    Orientation(int exif) {
        this.exif = exif;
    }

    /** The orientation with this EXIF value; {@link #UPRIGHT} for values outside 1 to 8, as viewers do. */
    public static Orientation ofExif(int value) {
        for (Orientation orientation : values()) {
            if (orientation.exif == value) {
                return orientation;
            }
        }
        return UPRIGHT;
    }

    /** The value of the EXIF tag, 1 to 8. */
    public int exif() {
        return exif;
    }

    /** Whether stored width and height are exchanged when the picture is upright. */
    public boolean swapsSides() {
        return exif >= 5;
    }
}
