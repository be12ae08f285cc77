package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InPartsTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** The last three have two, two and three parts, of which the last is shorter. */
    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape(7),
                new Shape(1, 3, 5, 8),
                new Shape(5_000_001),
                new Shape(1, 3, 1201, 1200),
                new Shape(1, 3, 1500, 2201));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void productsAndSumsAreThoseOfTheWhole(Shape shape) {
        NDArray a = manager.randomUniform(-1, 1, shape);
        NDArray b = manager.randomUniform(-1, 1, shape);
        double product = a.mul(b).sum().getFloat();
        NDArray sum = a.add(b.mul(0.25));

        assertThat(InParts.dot(a, b)).isCloseTo(product, within(1e-6 * shape.size()));
        InParts.add(a, b, 0.25);
        assertThat(a.sub(sum).abs().max().getFloat()).isLessThan(1e-6f);
    }

    @Test
    void partsOfWhatIsNotStoredRowByRowAreViewsToo() {
        NDArray turned = manager.zeros(new Shape(2500, 2000)).transpose();

        InParts.add(turned, manager.ones(new Shape(2000, 2500)), 3);

        assertThat(turned.min().getFloat()).isEqualTo(3);
    }

    @Test
    void aCopyStaysWhereItIs() {
        NDArray to = manager.zeros(new Shape(1, 3, 4, 5));
        NDArray view = to.get("0, 1");
        NDArray from = manager.arange(60f).reshape(1, 3, 4, 5);

        InParts.copy(from, to);

        assertThat(to.toFloatArray()).containsExactly(from.toFloatArray());
        assertThat(view.toFloatArray()).as("a view sees it").startsWith(20f, 21f);
        from.muli(2);
        assertThat(to.sum().getFloat()).as("the copy is its own").isEqualTo(1770);
    }

    @Test
    void nothingIsLeftOpen() {
        NDArray a = manager.ones(new Shape(1, 3, 1500, 1500));
        NDArray b = manager.ones(new Shape(1, 3, 1500, 1500));

        InParts.dot(a, b);
        InParts.add(a, b, 2);
        InParts.copy(b, a);

        assertThat(manager.getManagedArrays()).hasSize(2);
    }
}
