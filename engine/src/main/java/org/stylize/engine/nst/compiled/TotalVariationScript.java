package org.stylize.engine.nst.compiled;

import org.stylize.engine.nst.PlacedLoss;
import org.stylize.recipe.LossTerm.TotalVariationKind;

/** Total variation of the pastiche. The derivative of |x| is the sign of x, and 0 at 0. */
record TotalVariationScript(PlacedLoss loss, Weight weight, TotalVariationKind kind) implements TermScript.OfPicture {
    @Override
    public void write(Script script, String picture, String gradient, String value) {
        switch (kind) {
            case L1_MEAN -> {
                difference(script, "vertical", 2, picture, gradient);
                difference(script, "horizontal", 3, picture, gradient);
                script.line("%s = torch.mul(torch.add(vertical, horizontal), %s / 2.)", value, weight.expression());
            }
            case L2_MEAN -> {
                squares(script, picture, gradient, weight.expression(), true);
                script.line("%s = sum", value);
            }
            case L2_REPLICATE -> {
                squares(script, picture, gradient, weight.expression(), false);
                script.line("%s = sum", value);
            }
            case L2_SUM -> {
                script.line("sum = torch.sum(torch.zeros_like(%s))", picture);
                for (int axis = 2; axis <= 3; axis++) {
                    int other = 5 - axis;
                    script.line(
                                    "difference = torch.sub(%s, %s)",
                                    earlier(later(picture, axis), other), earlier(earlier(picture, axis), other))
                            .line(
                                    "sum = torch.add(sum, torch.mul(torch.sum(torch.square(difference)), %s / 2.))",
                                    weight.expression())
                            .line(
                                    "torch.add_(%s, difference, alpha=%s)",
                                    earlier(later(gradient, axis), other), weight.expression())
                            .line(
                                    "torch.sub_(%s, difference, alpha=%s)",
                                    earlier(earlier(gradient, axis), other), weight.expression());
                }
                script.line("%s = sum", value);
            }
            case NINE_POINT -> {
                squares(script, picture, gradient, weight.expression() + " * 2. / 3.", false);
                diagonals(script, picture, gradient, weight.expression() + " / 6.");
                script.line("%s = sum", value);
            }
        }
    }

    @Override
    public double weightOfColour() {
        return switch (kind) {
            case L2_SUM -> loss.weight();
            case L1_MEAN, L2_MEAN, L2_REPLICATE, NINE_POINT -> loss.weight() / 3;
        };
    }

    /** Mean absolute difference along one axis, and its gradient. */
    private void difference(Script script, String mean, int axis, String picture, String gradient) {
        script.line("difference = torch.sub(%s, %s)", later(picture, axis), earlier(picture, axis))
                .line("%s = torch.mean(torch.abs(difference))", mean)
                .line(
                        "sign = torch.mul(torch.sign(difference), %s / 2. / float(torch.numel(difference)))",
                        weight.expression())
                .line("torch.add_(%s, sign)", later(gradient, axis))
                .line("torch.sub_(%s, sign)", earlier(gradient, axis));
    }

    /**
     * Assigns to {@code sum} factor · the means of squared differences along both axes, and adds the gradient.
     *
     * @param own whether each mean is over the differences that exist, or over all pixels
     */
    private static void squares(Script script, String picture, String gradient, String factor, boolean own) {
        script.line("sum = torch.sum(torch.zeros_like(%s))", picture);
        for (int axis = 2; axis <= 3; axis++) {
            script.line("difference = torch.sub(%s, %s)", later(picture, axis), earlier(picture, axis))
                    .line("factor = %s / float(torch.numel(%s))", factor, own ? "difference" : picture)
                    .line("sum = torch.add(sum, torch.mul(torch.sum(torch.square(difference)), factor))")
                    .line("torch.add_(%s, difference, alpha=2. * factor)", later(gradient, axis))
                    .line("torch.sub_(%s, difference, alpha=2. * factor)", earlier(gradient, axis));
        }
    }

    /** Adds factor · the means of squared diagonal differences of the picture with its border repeated, to {@code sum}. */
    private static void diagonals(Script script, String picture, String gradient, String factor) {
        script.line("wide = %s", BorderPadding.REPEATED.around(picture)).line("widegradient = torch.zeros_like(wide)");
        for (boolean falling : new boolean[] {true, false}) {
            String first = falling ? earlier(earlier("%s", 2), 3) : later(earlier("%s", 2), 3);
            String second = falling ? later(later("%s", 2), 3) : earlier(later("%s", 2), 3);
            script.line("difference = torch.sub(%s, %s)", second.formatted("wide"), first.formatted("wide"))
                    .line("factor = %s / float(torch.numel(difference))", factor)
                    .line("sum = torch.add(sum, torch.mul(torch.sum(torch.square(difference)), factor))")
                    .line("torch.add_(%s, difference, alpha=2. * factor)", second.formatted("widegradient"))
                    .line("torch.sub_(%s, difference, alpha=2. * factor)", first.formatted("widegradient"));
        }
        BorderPadding.REPEATED.fold(script, "widegradient");
        script.line("torch.add_(%s, %s)", gradient, BorderPadding.inside("widegradient"));
    }

    private static String later(String picture, int axis) {
        return "torch.slice(" + picture + ", " + axis + ", 1)";
    }

    private static String earlier(String picture, int axis) {
        return "torch.slice(" + picture + ", " + axis + ", 0, -1)";
    }
}
