package org.stylize.engine.safetensors;

/** The types of numbers that are read and written here, by their names in the format. */
public enum NumberType {
    /** Bytes from 0 to 255. */
    U8(1),
    /** 16-bit floats. */
    F16(2),
    /** 32-bit floats. */
    F32(4),
    /** 64-bit floats. */
    F64(8);

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one number. */
    public int bytes() {
        return bytes;
    }
}
