package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT64;
import static org.stylize.engine.nst.compiled.TorchTypes.INT64;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;

/**
 * w · mean((F − R(F))²) over C·N elements, the formula of {@code HistogramLoss}. R is a constant in the
 * gradient, which is 2w/(C·N) · (F − R(F)).
 *
 * <p>Statistics and target are the style's quantiles, (C, Q). It sorts all positions of the picture and
 * cannot be read in parts. The sort is stable: equal features are mapped in the order of their positions.
 */
record HistogramScript(PlacedLoss loss, Weight weight, int quantiles, Precision precision)
        implements TermScript.OfMaps {
    @Override
    public Source source() {
        return Source.STYLE;
    }

    @Override
    public String statistics(Script script, String maps, String positions) {
        sort(script, Rows.of(maps));
        return resampled(script, "ranked", String.valueOf(quantiles));
    }

    /** For each feature: the feature, sorted, two quantiles and what lies between them as 32-bit floats, its position. */
    @Override
    public int workBytes(int channels) {
        return 28 * channels;
    }

    @Override
    public void read(Script script, Part part) {
        sort(script, part.rows());
        script.line("difference = torch.sub_(ranked, %s)", resampled(script, part.target(), "torch.size(ranked, 1)"))
                .line("elements = float(torch.numel(difference))");
    }

    @Override
    public String sums(Script script, Part part) {
        return "torch.sum(torch.square(difference))";
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        script.line("factor = %s / (float(torch.size(%s, 0)) * %s)", weight.expression(), target, positions)
                .line("%s = torch.mul(%s, factor)", value, sums)
                .line("%s = torch.mul(torch.ones_like(%s), 2. * factor)", slope, sums);
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        script.line("placed = torch.scatter_(torch.empty_like(difference), 1, order, difference)")
                .line(
                        "torch.add_(%s, %s)",
                        Rows.viewOf(part.gradient()),
                        to("torch.mul(torch.t(placed), " + slope + ")", mapType(precision)));
    }

    /** Lines for {@code ranked}, (C, N) in 32-bit floats, and {@code order}, the positions where these were. */
    private static void sort(Script script, String rows) {
        script.line("f = torch.contiguous(torch.t(%s))", to(rows, FLOAT32))
                .line("ranked, order = torch.sort(f, stable=True, dim=1, descending=False)");
    }

    /** From n quantiles of each channel, (C, n), to {@code count}: an expression. */
    private static String resampled(Script script, String from, String count) {
        script.line("last = torch.size(%s, 1) - 1", from)
                .line(
                        "ranks = torch.arange(%s, dtype=%s, layout=None, device=ops.prim.device(%s), pin_memory=None)",
                        count, FLOAT64, from)
                .line(
                        "at = torch.clamp(torch.sub(torch.mul(torch.add(ranks, 0.5), float(last + 1) / float(%s)), 0.5),"
                                + " 0, last)",
                        count)
                .line("lower = %s", to("at", INT64))
                .line("upper = torch.clamp(torch.add(lower, 1), 0, last)")
                .line("parts = %s", to("torch.sub(at, lower)", FLOAT32));
        return "torch.lerp(torch.index_select(" + from + ", 1, lower), torch.index_select(" + from
                + ", 1, upper), torch.unsqueeze(parts, 0))";
    }
}
