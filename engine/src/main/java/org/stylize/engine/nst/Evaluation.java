package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * An objective at one picture.
 *
 * @param losses weighted; their sum is the total
 * @param gradient of the total with respect to the picture, of the picture's shape
 */
public record Evaluation(List<LossValue> losses, NDArray gradient) {
    public Evaluation {
        losses = List.copyOf(losses);
    }

    /** Sum of the losses. */
    public double total() {
        return losses.stream().mapToDouble(LossValue::value).sum();
    }
}
