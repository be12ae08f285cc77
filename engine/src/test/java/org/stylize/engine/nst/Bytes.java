package org.stylize.engine.nst;

/** Pictures of 8 bits. */
final class Bytes {
    private Bytes() {}

    /** Brightnesses from 0 to 1. */
    static float[] toUnits(byte[] rgb) {
        float[] units = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            units[i] = (rgb[i] & 0xFF) / 255f;
        }
        return units;
    }
}
