package org.stylize.worker.nst.compiled;

import java.util.Optional;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm.GramNormalization;
import org.stylize.worker.nst.LossName;

/**
 * w · mean((G − A)²) with G = F·Fᵀ/d; its gradient is 4w/(C²·d) · (G − A)·F, because G is symmetric.
 *
 * <p>M is F with one row for each position. In bfloat16 the product is summed, in 32 bits, onto the negative target, and
 * rounded after that: what is rounded is the difference, not the two large numbers whose difference it is. What rounding
 * the target itself loses is added again.
 */
record GramScript(LossName name, Layer tap, double weight, GramNormalization normalization, Precision precision)
        implements TermScript {
    @Override
    public Optional<Layer> layer() {
        return Optional.of(tap);
    }

    @Override
    public Source source() {
        return Source.STYLE;
    }

    @Override
    public String statistics(String maps) {
        String rows = "torch.to(" + rows(maps) + ", 6)";
        return "torch.div(torch.mm(torch.t(" + rows + "), " + rows + "), " + divisor(maps) + ")";
    }

    @Override
    public void write(Script script, Variables variables) {
        script.line("m = %s", rows(variables.maps())).line("divisor = %s", divisor(variables.maps()));
        switch (precision) {
            case FP32 ->
                script.line(
                        "difference = torch.sub(torch.div(torch.mm(torch.t(m), m), divisor), %s)", variables.target());
            case BF16 ->
                script.line("negative = torch.mul(%s, -divisor)", variables.target())
                        .line("rounded = torch.to(negative, %s)", precision.scalarType())
                        .line("lost = torch.sub(negative, torch.to(rounded, 6))")
                        .line("product = torch.to(torch.addmm(rounded, torch.t(m), m), 6)")
                        .line("difference = torch.div(torch.add(product, lost), divisor)");
        }
        script.line("%s = torch.mul(torch.mean(torch.square(difference)), %s)", variables.value(), weight)
                .line("factor = %s / (float(torch.numel(difference)) * divisor)", 4 * weight)
                .line(
                        "torch.addmm_(%s, m, torch.to(torch.mul(difference, factor), %s))",
                        flat("view", variables.gradient()), precision.scalarType());
    }

    private static String rows(String maps) {
        return flat("reshape", maps);
    }

    /** (1, C, H, W) as (H·W, C). */
    private static String flat(String operator, String maps) {
        return "torch." + operator + "(torch.permute(" + maps + ", [0, 2, 3, 1]), [-1, torch.size(" + maps + ", 1)])";
    }

    private String divisor(String maps) {
        return switch (normalization) {
            case CHANNELS_AND_POSITIONS -> "float(torch.numel(" + maps + "))";
            case POSITIONS -> "float(torch.size(" + maps + ", 2) * torch.size(" + maps + ", 3))";
            case NOTHING -> "1.";
        };
    }
}
