package org.stylize.engine.stylizer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.stylize.engine.LossCurve;
import org.stylize.engine.nst.SavedState;
import org.stylize.engine.nst.StateWriter;
import org.stylize.recipe.Losses;

/**
 * Losses of a job step by step, thinned out as it grows: at most {@value #MOST} points at equal distances, and the last step.
 * Survives in checkpoints. For one thread.
 */
final class LossRecord {
    static final int MOST = 200;

    private static final String CURVE = "losses.curve";
    private static final MathContext DIGITS = new MathContext(6);
    private static final int FIELDS = 5;

    private final List<Point> points = new ArrayList<>();
    private int stride = 1;

    private record Point(int step, double content, double style, double totalVariation, double total) {
        static Point of(int step, Losses losses) {
            return new Point(step, losses.content(), losses.style(), losses.totalVariation(), losses.total());
        }
    }

    /** The next step. */
    void add(int step, Losses losses) {
        if (!points.isEmpty() && !isKept(last().step())) {
            points.remove(points.size() - 1);
        }
        points.add(Point.of(step, losses));
        if (points.size() > MOST) {
            stride *= 2;
            points.removeIf(point -> !isKept(point.step()) && point.step() != step);
        }
    }

    private boolean isKept(int step) {
        return (step - 1) % stride == 0;
    }

    private Point last() {
        return points.get(points.size() - 1);
    }

    LossCurve curve() {
        return new LossCurve(
                points.stream().map(Point::step).toList(),
                column(Point::content),
                column(Point::style),
                column(Point::totalVariation),
                column(Point::total));
    }

    private List<Double> column(ToDoubleFunction<Point> loss) {
        return points.stream().map(point -> rounded(loss.applyAsDouble(point))).toList();
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
    }

    void save(StateWriter state) {
        state.text(CURVE, String.valueOf(stride));
        state.numbers(
                CURVE,
                points.stream()
                        .flatMapToDouble(point -> DoubleStream.of(
                                point.step(), point.content(), point.style(), point.totalVariation(), point.total()))
                        .toArray());
    }

    /** What a checkpoint has; nothing of one of an earlier release. */
    static LossRecord restored(SavedState state) {
        LossRecord record = new LossRecord();
        state.text(CURVE).ifPresent(stride -> {
            record.stride = Integer.parseInt(stride);
            double[] values = state.numbers(CURVE);
            for (int i = 0; i + FIELDS <= values.length; i += FIELDS) {
                record.points.add(
                        new Point((int) values[i], values[i + 1], values[i + 2], values[i + 3], values[i + 4]));
            }
        });
        return record;
    }
}
