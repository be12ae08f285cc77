package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;
import org.stylize.recipe.LossTerm.GramNormalization;

/**
 * w · the error of G − A, such as mean((G − A)²), with G = F·Fᵀ/d. As G is symmetric, the gradient is 2/d · D·F, where D is
 * that with respect to G − A: with the mean 2w/C² · (G − A).
 *
 * <p>In bfloat16 the product is added, in 32 bits, to the negative target and rounded after that. The difference is rounded,
 * and not the two large numbers that it is the difference of. The rounding error of the target is added again. A part of the
 * positions takes its share of the target.
 */
record GramScript(
        PlacedLoss loss, Weight weight, GramNormalization normalization, ErrorScript error, Precision precision)
        implements TermScript.OfMaps {
    @Override
    public Source source() {
        return Source.STYLE;
    }

    @Override
    public String statistics(Script script, String maps, String positions) {
        script.line("f = %s", to(Rows.of(maps), FLOAT32));
        return "torch.div(torch.mm(torch.t(f), f), " + divisor("torch.size(f, 1)", positions) + ")";
    }

    @Override
    public String sums(Script script, Part part) {
        return switch (precision) {
            case FP32 -> "torch.mm(torch.t(" + part.counted() + "), " + part.rows() + ")";
            case BF16 -> {
                script.line(
                                "negative = torch.mul(%s, -%s * %s)",
                                part.target(),
                                part.share(),
                                divisor("torch.size(" + part.rows() + ", 1)", part.positions()))
                        .line("rounded = %s", to("negative", mapType(precision)))
                        .line("lost = torch.sub(negative, %s)", to("rounded", FLOAT32));
                String product = "torch.addmm(rounded, torch.t(" + part.counted() + "), " + part.rows() + ")";
                yield "torch.add(" + to(product, FLOAT32) + ", lost)";
            }
        };
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        script.line("divisor = %s", divisor("torch.size(" + sums + ", 1)", positions));
        switch (precision) {
            case FP32 -> script.line("difference = torch.sub(torch.div(%s, divisor), %s)", sums, target);
            case BF16 -> script.line("difference = torch.div(%s, divisor)", sums);
        }
        script.line("elements = float(torch.numel(difference))")
                .line("errors = %s", error.sums("difference", "elements"));
        error.value(script, "errors", weight, value, "errorslope");
        script.line("%s = %s", slope, error.gradient("difference", "elements", weight, "errorslope", "(2. / divisor)"));
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        script.line(
                "torch.addmm_(%s, %s, %s)", Rows.viewOf(part.gradient()), part.rows(), to(slope, mapType(precision)));
    }

    private String divisor(String channels, String positions) {
        return switch (normalization) {
            case CHANNELS_AND_POSITIONS -> "float(" + channels + ") * " + positions;
            case POSITIONS -> positions;
            case NOTHING -> "1.";
        };
    }
}
