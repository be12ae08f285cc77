package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;

/**
 * w · mean((μ − μ₀)² + (σ − σ₀)²) over the C channels, the formula of {@code MomentLoss}. With k = (σ −
 * σ₀)/σ, and 0 where there is no variance, the gradient at a position is 2w/(C·N) · (k·f + (μ − μ₀) − k·μ).
 *
 * <p>Sums are Σf and Σf² of each channel, statistics the same by N; the target is μ₀ and σ₀; the slope is what f is
 * multiplied by, and what is added to that.
 */
record MomentScript(PlacedLoss loss, Weight weight, double epsilon, Precision precision) implements TermScript.OfMaps {
    /** Of {@code f} and {@code counted_f}, as {@link Rows#widen} makes them. */
    private static final String SUMS =
            "torch.stack([torch.sum(counted_f, [0]), torch.sum(torch.mul(counted_f, f), [0])])";

    @Override
    public Source source() {
        return Source.STYLE;
    }

    @Override
    public String statistics(Script script, String maps, String positions) {
        Rows.widen(script, Rows.of(maps), Rows.of(maps));
        return "torch.div(" + SUMS + ", " + positions + ")";
    }

    @Override
    public String target(Script script, String statistics) {
        normal(script, statistics);
        return "torch.stack([mu, sigma])";
    }

    @Override
    public String sums(Script script, Part part) {
        Rows.widen(script, part.rows(), part.counted());
        return SUMS;
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        script.line("moments = torch.div(%s, %s)", sums, positions);
        normal(script, "moments");
        script.line("shift = torch.sub(mu, torch.select(%s, 0, 0))", target)
                .line("stretch = torch.sub(sigma, torch.select(%s, 0, 1))", target)
                .line("c = float(torch.size(mu, 0))")
                .line(
                        "%s = torch.mul(torch.add(torch.sum(torch.square(shift)), torch.sum(torch.square(stretch))),"
                                + " %s / c)",
                        value, weight.expression())
                .line("k = torch.mul(torch.div(stretch, sigma), torch.gt(variance, 0))")
                .line(
                        "%s = torch.mul(torch.stack([k, torch.sub(shift, torch.mul(k, mu))]), 2. * %s / (c * %s))",
                        slope, weight.expression(), positions);
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        String added = "torch.add(torch.mul(" + part.rows() + ", torch.select(" + slope + ", 0, 0)), torch.select("
                + slope + ", 0, 1))";
        script.line("torch.add_(%s, %s)", Rows.viewOf(part.gradient()), to(added, mapType(precision)));
    }

    /** From means and second moments to {@code mu}, {@code variance} and {@code sigma}. */
    private void normal(Script script, String moments) {
        script.line("mu = torch.select(%s, 0, 0)", moments)
                .line("variance = torch.relu(torch.sub(torch.select(%s, 0, 1), torch.square(mu)))", moments)
                .line("sigma = torch.sqrt(torch.add(variance, %s))", epsilon);
    }
}
