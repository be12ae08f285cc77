package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Numbers of Java to arrays of the engine and back, row by row. An array that the engine makes of a Java buffer uses the
 * buffer's memory, which is only freed when Java next collects garbage; and Java seldom does, because the large arrays are not
 * its own. Arrays that are made here lie in the engine's memory, and nothing of their size is left or needed beside them.
 */
final class RowByRow {
    /** Numbers that are passed at once, or one row. */
    private static final int AT_ONCE = 1 << 18;

    private RowByRow() {}

    /** Where the numbers of an array come from. */
    @FunctionalInterface
    interface Source {
        /** Writes all numbers of one row; those that are there are of an earlier row. */
        void read(int row, float[] numbers);
    }

    /** Where the numbers of an array go to. */
    @FunctionalInterface
    interface Drain {
        /** Takes all numbers of one row. */
        void write(int row, float[] numbers);
    }

    /**
     * An array of 32-bit floats. Its rows are along the last axis, and numbered through all others.
     *
     * @param shape of at least one axis
     */
    static NDArray array(NDManager manager, Shape shape, Source source) {
        int length = Math.toIntExact(shape.get(shape.dimension() - 1));
        int rows = Math.toIntExact(shape.size() / length);
        int atOnce = Math.max(1, Math.min(rows, AT_ONCE / length));
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(atOnce * length, Float.BYTES))
                .order(ByteOrder.nativeOrder());
        float[] row = new float[length];
        try (NDArray array = manager.zeros(new Shape(rows, length))) {
            for (int first = 0; first < rows; first += atOnce) {
                int end = Math.min(rows, first + atOnce);
                FloatBuffer numbers = buffer.clear().asFloatBuffer();
                for (int i = first; i < end; i++) {
                    source.read(i, row);
                    numbers.put(row);
                }
                buffer.limit(numbers.position() * Float.BYTES);
                try (NDArray lent = manager.create(buffer, new Shape(end - first, length), DataType.FLOAT32)) {
                    array.set(rows(first, end), lent);
                }
            }
            return array.reshape(shape);
        }
    }

    /** Reads all numbers of an array of 32-bit floats, whose rows are as those of {@link #array}. */
    static void read(NDArray array, Drain drain) {
        Shape shape = array.getShape();
        int length = Math.toIntExact(shape.get(shape.dimension() - 1));
        int rows = Math.toIntExact(shape.size() / length);
        int atOnce = Math.max(1, AT_ONCE / length);
        float[] row = new float[length];
        try (NDArray flat = array.reshape(rows, length)) {
            for (int first = 0; first < rows; first += atOnce) {
                int end = Math.min(rows, first + atOnce);
                try (NDArray part = flat.get(rows(first, end))) {
                    float[] numbers = part.toFloatArray();
                    for (int i = first; i < end; i++) {
                        System.arraycopy(numbers, (i - first) * length, row, 0, length);
                        drain.write(i, row);
                    }
                }
            }
        }
    }

    private static NDIndex rows(int first, int end) {
        return new NDIndex().addSliceDim(first, end);
    }
}
