package org.stylize.engine.nst;

import java.util.List;

/**
 * What one step found.
 *
 * @param number of the step, from 1
 * @param losses weighted, of the pastiche before the step's update
 * @param learningRate of the update
 */
public record StepReport(int number, List<LossValue> losses, double learningRate) {
    public StepReport {
        losses = List.copyOf(losses);
    }

    /** Sum of the losses. */
    public double total() {
        return losses.stream().mapToDouble(LossValue::value).sum();
    }

    /** Sum of the losses of one kind. */
    public double total(LossName.Kind kind) {
        return losses.stream()
                .filter(loss -> loss.name().kind() == kind)
                .mapToDouble(LossValue::value)
                .sum();
    }
}
