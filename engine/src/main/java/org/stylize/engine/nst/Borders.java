package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** Maps with one more row or column on each side. Shapes (1, C, H, W) become (1, C, H+2, W+2). */
final class Borders {
    private Borders() {}

    /** The border repeated. */
    static NDArray repeated(NDArray maps) {
        NDArray tall = joined(2, maps.get(":, :, :1, :"), maps, maps.get(":, :, -1:, :"));
        return joined(3, tall.get(":, :, :, :1"), tall, tall.get(":, :, :, -1:"));
    }

    /** The row and column beside the border, as in a mirror; both sides at least 2. */
    static NDArray reflected(NDArray maps) {
        NDArray tall = joined(2, maps.get(":, :, 1:2, :"), maps, maps.get(":, :, -2:-1, :"));
        return joined(3, tall.get(":, :, :, 1:2"), tall, tall.get(":, :, :, -2:-1"));
    }

    private static NDArray joined(int axis, NDArray before, NDArray maps, NDArray after) {
        return NDArrays.concat(new NDList(before, maps, after), axis);
    }
}
