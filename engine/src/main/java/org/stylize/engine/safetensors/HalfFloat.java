package org.stylize.engine.safetensors;

/** Half precision, IEEE 754 binary16: 1 bit sign, 5 bits exponent with bias 15, 10 bits fraction. */
final class HalfFloat {
    private static final int INFINITE_EXPONENT = 31;
    private static final float SMALLEST = 0x1p-24f;

    private HalfFloat() {}

    /** The same number in single precision; exact, because every half is a float. */
    static float toFloat(short half) {
        int exponent = half >> 10 & 0x1F;
        int fraction = half & 0x3FF;
        float magnitude;
        if (exponent == 0) {
            magnitude = fraction * SMALLEST;
        } else {
            int floatExponent = exponent == INFINITE_EXPONENT ? 255 : exponent - 15 + 127;
            magnitude = Float.intBitsToFloat(floatExponent << 23 | fraction << 13);
        }
        return half < 0 ? -magnitude : magnitude;
    }
}
