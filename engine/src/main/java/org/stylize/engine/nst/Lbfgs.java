package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.OptimizerSettings;

/**
 * L-BFGS: x ← x − t · H·g, where H·g comes from the last pairs of differences s = Δx and y = Δg by the two-loop recursion
 * (Nocedal and Wright, 2006, algorithm 7.4), which starts with γ·P, γ = s·y / y·P·y, where P is the smoothing of the settings, or I.
 * Without line search t is the rate. With line search t meets the strong Wolfe conditions, and the rate is tried first. The
 * first step goes along −P·g; its length is cut to min(1, 1/|g|₁), or is given by the settings. A pair without curvature, s·y ≤ 10⁻¹⁰,
 * is not kept.
 */
final class Lbfgs implements Optimizer {
    private static final double LEAST_CURVATURE = 1e-10;
    /** A search ends when no pixel would change by more than this. */
    private static final double SHORTEST_CHANGE = 1e-9;

    private static final String PAIR_STEP = "lbfgs.step.";
    private static final String PAIR_DIFFERENCE = "lbfgs.difference.";
    private static final String PAIR_INVERSES = "lbfgs.inverses";

    private final OptimizerSettings.Lbfgs settings;
    private final NDManager keeper;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private double scale = 1;
    private @Nullable SpectralSmoothing smoothing;
    private @Nullable NDArray lastGradient;
    private @Nullable NDArray lastPicture;

    /**
     * Begins without memory.
     *
     * @param keeper gets the memory: twice the history, and two more, arrays of the picture's shape
     */
    Lbfgs(OptimizerSettings.Lbfgs settings, NDManager keeper) {
        this.settings = settings;
        this.keeper = keeper;
    }

    @Override
    public Optional<Evaluation> update(NDArray picture, Evaluation here, double learningRate, Objective objective) {
        NDArray gradient = here.gradient();
        NDArray oldGradient = lastGradient;
        NDArray oldPicture = lastPicture;
        boolean first = oldGradient == null || oldPicture == null;
        if (oldGradient != null && oldPicture != null) {
            // In place, because pictures may be large. Not the step itself: the picture may have been clamped after it.
            remember(oldPicture.subi(picture).negi(), oldGradient.subi(gradient).negi());
        }
        try (NDArray direction = direction(gradient).negi()) {
            double rate = learningRate * (first ? firstFactor(gradient, direction) : 1);
            return switch (settings.lineSearch()) {
                case NONE -> {
                    move(picture, direction.muli(rate), gradient);
                    yield Optional.empty();
                }
                case STRONG_WOLFE -> search(picture, here, direction, rate, objective);
            };
        }
    }

    private double firstFactor(NDArray gradient, NDArray direction) {
        if (settings.firstStep() == 0) {
            return Math.min(1, 1 / gradient.abs().sum().getFloat());
        }
        double size = Math.sqrt(InParts.dot(direction, direction) / direction.size());
        return size == 0 ? 1 : settings.firstStep() / size;
    }

    private Optional<Evaluation> search(
            NDArray picture, Evaluation here, NDArray direction, double rate, Objective objective) {
        double slope = InParts.dot(here.gradient(), direction);
        Ray ray = new Ray(objective, picture, direction);
        StrongWolfe.Point start = new StrongWolfe.Point(0, here.total(), slope);
        double step = slope < 0
                ? StrongWolfe.search(
                                ray,
                                start,
                                rate,
                                SHORTEST_CHANGE / direction.abs().max().getFloat())
                        .step()
                : 0;
        if (step == 0) {
            forget();
            return Optional.empty();
        }
        move(picture, direction.mul(step), here.gradient());
        return ray.lastIfAt(step);
    }

    private void move(NDArray picture, NDArray step, NDArray gradient) {
        lastPicture = kept(picture.duplicate());
        picture.addi(step);
        lastGradient = kept(gradient.duplicate());
    }

    /** No progress along this direction: the next direction is that of the gradient. */
    private void forget() {
        pairs.forEach(Pair::close);
        pairs.clear();
        scale = 1;
        lastPicture = null;
        lastGradient = null;
    }

    @Override
    public Lbfgs carriedTo(NDArray finerPicture) {
        return new Lbfgs(settings, finerPicture.getManager());
    }

    @Override
    public void save(StateWriter state) {
        List<Double> inverses = new ArrayList<>();
        for (Pair pair : pairs) {
            state.array(PAIR_STEP + inverses.size(), pair.step);
            state.array(PAIR_DIFFERENCE + inverses.size(), pair.difference);
            inverses.add(pair.inverse);
        }
        state.numbers(
                PAIR_INVERSES,
                inverses.stream().mapToDouble(Double::doubleValue).toArray());
        state.numbers("lbfgs.scale", scale);
        boolean hasLast = lastGradient != null && lastPicture != null;
        state.numbers("lbfgs.hasLast", hasLast ? 1 : 0);
        if (lastGradient != null && lastPicture != null) {
            state.array("lbfgs.lastGradient", lastGradient);
            state.array("lbfgs.lastPicture", lastPicture);
        }
    }

    @Override
    public void restore(SavedState state) {
        forget();
        for (double inverse : state.numbers(PAIR_INVERSES)) {
            int index = pairs.size();
            pairs.addLast(new Pair(
                    state.array(PAIR_STEP + index, keeper), state.array(PAIR_DIFFERENCE + index, keeper), inverse));
        }
        scale = state.numbers("lbfgs.scale")[0];
        if (state.numbers("lbfgs.hasLast")[0] == 1) {
            lastGradient = state.array("lbfgs.lastGradient", keeper);
            lastPicture = state.array("lbfgs.lastPicture", keeper);
        }
    }

    /** Keeps both arrays, or closes them. */
    private void remember(NDArray step, NDArray difference) {
        double curvature = InParts.dot(step, difference);
        if (!(curvature > LEAST_CURVATURE)) {
            step.close();
            difference.close();
            return;
        }
        if (pairs.size() == settings.history()) {
            pairs.removeFirst().close();
        }
        SpectralSmoothing filter = smoothing(difference);
        scale = curvature / (filter == null ? InParts.dot(difference, difference) : filter.energy(difference));
        pairs.addLast(new Pair(step, difference, 1 / curvature));
    }

    private NDArray direction(NDArray gradient) {
        NDArray q = gradient.duplicate();
        List<Double> factors = new ArrayList<>();
        for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext(); ) {
            Pair pair = newestFirst.next();
            double factor = InParts.dot(pair.step, q) * pair.inverse;
            factors.add(factor);
            InParts.add(q, pair.difference, -factor);
        }
        SpectralSmoothing filter = smoothing(q);
        if (filter != null) {
            NDArray smoothed = filter.of(q);
            q.close();
            q = smoothed;
        }
        q.muli(scale);
        Collections.reverse(factors);
        int i = 0;
        for (Pair pair : pairs) {
            InParts.add(q, pair.step, factors.get(i++) - InParts.dot(pair.difference, q) * pair.inverse);
        }
        return q;
    }

    /** P, made when the shape is known; null for I. */
    private @Nullable SpectralSmoothing smoothing(NDArray like) {
        if (smoothing == null && settings.smoothing().order() > 0) {
            smoothing = SpectralSmoothing.of(settings.smoothing(), like.getShape(), keeper);
        }
        return smoothing;
    }

    private NDArray kept(NDArray array) {
        array.attach(keeper);
        return array;
    }

    private record Pair(NDArray step, NDArray difference, double inverse) {
        void close() {
            step.close();
            difference.close();
        }
    }
}
