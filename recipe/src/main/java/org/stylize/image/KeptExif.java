package org.stylize.image;

/** How much of what a photograph's EXIF block says goes into the picture that is made of it. */
public enum KeptExif {
    /** Nothing. */
    NONE,
    /** How the photograph was taken, but not where. */
    WITHOUT_GPS,
    /** How and where the photograph was taken. */
    ALL
}
