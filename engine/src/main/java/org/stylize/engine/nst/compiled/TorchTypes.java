package org.stylize.engine.nst.compiled;

/** Numbers by which a program names types and layouts of arrays, as the engine's C++ library (c10) defines them. */
final class TorchTypes {
    /** {@code c10::ScalarType}. */
    static final int INT16 = 2;

    static final int INT64 = 4;
    static final int FLOAT32 = 6;
    static final int FLOAT64 = 7;
    static final int BFLOAT16 = 15;

    /** {@code c10::MemoryFormat}: the channels of a position side by side. */
    static final int CHANNELS_LAST = 2;

    private TorchTypes() {}

    /** An expression: an array in another type. */
    static String to(String array, int type) {
        return "torch.to(" + array + ", " + type + ")";
    }

    /** An expression: a new array in another type, with the channels of a position side by side. */
    static String toChannelsLast(String array, int type) {
        return "torch.to(" + array + ", " + type + ", False, False, " + CHANNELS_LAST + ")";
    }
}
