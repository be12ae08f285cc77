package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * What describes a style image to the style losses of a recipe: for each loss one array, whose size does not depend on the
 * image's (C × C numbers, C × Q, …). The manager that the arrays are on closes them.
 */
public record StyleStatistics(List<NDArray> parts) {
    public StyleStatistics {
        parts = List.copyOf(parts);
    }

    /** Memory that it takes. */
    public long bytes() {
        return parts.stream()
                .mapToLong(part -> part.size() * part.getDataType().getNumOfBytes())
                .sum();
    }

    /** A copy on another manager; its numbers lie row by row, so it is the same whatever it was copied from. */
    public StyleStatistics copiedTo(NDManager manager) {
        return new StyleStatistics(
                parts.stream().map(part -> copied(part, manager)).toList());
    }

    private static NDArray copied(NDArray part, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray rows = part.flatten();
            rows.attach(scope);
            NDArray shaped = rows.reshape(part.getShape());
            shaped.attach(scope);
            NDArray copy = shaped.duplicate();
            copy.attach(manager);
            return copy;
        }
    }
}
