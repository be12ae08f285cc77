package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowByRowTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** One part; several, of which the last is shorter; rows that are longer than a part. */
    static Stream<Shape> shapes() {
        return Stream.of(new Shape(6), new Shape(1, 3, 5, 8), new Shape(1, 3, 301, 999), new Shape(3, 300_000));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void numbersGoThereAndBackInTheirOrder(Shape shape) {
        int length = (int) shape.get(shape.dimension() - 1);

        NDArray array = RowByRow.array(manager, shape, (row, numbers) -> {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = row * length + i;
            }
        });

        assertThat(array.getShape()).isEqualTo(shape);
        assertThat(array.toFloatArray())
                .isEqualTo(manager.arange((float) shape.size()).toFloatArray());
        float[] read = new float[(int) shape.size()];
        RowByRow.read(array, (row, numbers) -> System.arraycopy(numbers, 0, read, row * length, length));
        assertThat(read).isEqualTo(array.toFloatArray());
    }

    @Test
    void whatIsNotStoredRowByRowIsReadRowByRow() {
        NDArray turned = manager.arange(6f).reshape(3, 2).transpose();
        float[] read = new float[6];

        RowByRow.read(turned, (row, numbers) -> System.arraycopy(numbers, 0, read, row * 3, 3));

        assertThat(read).containsExactly(0, 2, 4, 1, 3, 5);
    }

    @Test
    void aLargeArrayIsNotInJavasBuffers() {
        long before = bytesOfBuffers();
        NDArray array = RowByRow.array(manager, new Shape(3, 4000, 1000), (row, numbers) -> Arrays.fill(numbers, row));

        assertThat(bytesOfBuffers() - before).isLessThan(array.size());
        assertThat(manager.getManagedArrays()).hasSize(1);
    }

    private static long bytesOfBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
