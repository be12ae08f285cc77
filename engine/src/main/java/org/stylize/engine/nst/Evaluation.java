package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** Writes it. */
    void save(StateWriter state) {
        state.array("known.gradient", gradient);
        state.text("known.losses", losses.stream().map(Evaluation::text).collect(Collectors.joining("\n")));
    }

    /** The evaluation that was saved, if there was one. */
    static Optional<Evaluation> saved(SavedState state, NDManager keeper) {
        return state.text("known.losses")
                .map(text -> new Evaluation(
                        text.lines().map(Evaluation::loss).toList(), state.array("known.gradient", keeper)));
    }

    private static String text(LossValue loss) {
        return loss.name().kind() + " " + Float.toHexString(loss.value()) + " "
                + loss.name().text();
    }

    private static LossValue loss(String line) {
        String[] parts = line.split(" ", 3);
        return new LossValue(new LossName(LossName.Kind.valueOf(parts[0]), parts[2]), Float.parseFloat(parts[1]));
    }

    /** Sum of the losses. */
    public double total() {
        return losses.stream().mapToDouble(LossValue::value).sum();
    }
}
