package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.stylize.engine.safetensors.NumberType;
import org.stylize.engine.safetensors.Safetensors;
import org.stylize.engine.safetensors.SafetensorsException;
import org.stylize.engine.safetensors.SafetensorsWriter;

/** Arrays of 32-bit or 64-bit floats in files, with each bit as it was. On the device's thread. */
final class FloatArrays {
    private FloatArrays() {}

    /** Whether the numbers of an array are such. */
    static boolean areIn(NDArray array) {
        return array.getDataType() == DataType.FLOAT32 || array.getDataType() == DataType.FLOAT64;
    }

    /** Adds an array, which is copied when the file is made. */
    static void write(SafetensorsWriter tensors, String name, NDArray array) {
        NumberType type = array.getDataType() == DataType.FLOAT64 ? NumberType.F64 : NumberType.F32;
        tensors.add(name, type, array.getShape().getShape(), bytes -> copy(array, bytes));
    }

    /**
     * Reads an array.
     *
     * @param keeper gets it
     * @throws SafetensorsException if there is none of that name, or if it has other numbers
     */
    static NDArray read(Safetensors content, String name, NDManager keeper) {
        Shape shape = new Shape(content.shape(name));
        // The engine's own memory, like that of the array that was saved, and not the memory of a Java buffer.
        try (NDArray array = content.type(name) == NumberType.F64
                ? keeper.create(content.doubles(name), shape)
                : keeper.create(content.floats(name), shape)) {
            return array.duplicate();
        }
    }

    /** An array that is not contiguous is copied on the way; the copy is on the manager of the array. */
    private static void copy(NDArray array, ByteBuffer bytes) {
        NDManager keeper = array.getManager();
        try (NDManager scope = keeper.newSubManager()) {
            array.attach(scope);
            bytes.put(array.toByteBuffer());
            array.attach(keeper);
        }
    }
}
