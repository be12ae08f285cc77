package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.recipe.LossTerm.SquaredError;

/**
 * One number from differences d, and its gradient with respect to them, both from sums that can be added up part by part. With w
 * the loss's weight, {@code MEAN} is w · Σd²/n with gradient 2w/n · d, and {@code SCALED} is e = w · Σd²/(Σ|d| + ε) with
 * gradient (2w·d − e·sign d)/(Σ|d| + ε).
 */
enum ErrorScript {
    MEAN {
        @Override
        String sums(String difference, String elements) {
            return "torch.div(torch.sum(torch.square(" + to(difference, FLOAT32) + ")), " + elements + ")";
        }

        @Override
        void value(Script script, String sums, Weight weight, String value, String slope) {
            script.line("%s = torch.mul(%s, %s)", value, sums, weight.expression())
                    .line("%s = %s", slope, value);
        }

        @Override
        String gradient(String difference, String elements, Weight weight, String slope, String factor) {
            return "torch.mul(" + difference + ", 2. * " + weight.expression() + " * " + factor + " / " + elements
                    + ")";
        }

        @Override
        void addGradient(
                Script script, String gradient, String difference, String elements, Weight weight, String slope) {
            script.line("torch.add_(%s, %s, alpha=2. * %s / %s)", gradient, difference, weight.expression(), elements);
        }
    },
    SCALED {
        @Override
        String sums(String difference, String elements) {
            return "torch.stack([torch.sum(torch.square(" + to(difference, FLOAT32) + ")), torch.sum(torch.abs("
                    + to(difference, FLOAT32) + "))])";
        }

        @Override
        void value(Script script, String sums, Weight weight, String value, String slope) {
            script.line("absolute = torch.add(torch.select(%s, 0, 1), %s)", sums, EPSILON)
                    .line(
                            "%s = torch.mul(torch.div(torch.select(%s, 0, 0), absolute), %s)",
                            value, sums, weight.expression())
                    .line("%s = torch.stack([%s, absolute])", slope, value);
        }

        @Override
        String gradient(String difference, String elements, Weight weight, String slope, String factor) {
            return "torch.mul(torch.div(torch.sub(torch.mul(" + difference + ", 2. * " + weight.expression()
                    + "), torch.mul(torch.sign("
                    + difference + "), torch.select(" + slope + ", 0, 0))), torch.select(" + slope + ", 0, 1)), "
                    + factor + ")";
        }

        @Override
        void addGradient(
                Script script, String gradient, String difference, String elements, Weight weight, String slope) {
            script.line("torch.add_(%s, %s)", gradient, gradient(difference, elements, weight, slope, "1."));
        }
    };

    private static final double EPSILON = 1e-8;

    static ErrorScript of(SquaredError error) {
        return switch (error) {
            case MEAN -> MEAN;
            case SCALED -> SCALED;
        };
    }

    /**
     * An expression: what a part of the differences contributes to the sums.
     *
     * @param elements number of all differences
     */
    abstract String sums(String difference, String elements);

    /** Lines that compute, from the sums, the weighted value and the slope that the gradient needs. */
    abstract void value(Script script, String sums, Weight weight, String value, String slope);

    /** An expression: the gradient times a factor. */
    abstract String gradient(String difference, String elements, Weight weight, String slope, String factor);

    /** A line that adds the gradient in place. */
    abstract void addGradient(
            Script script, String gradient, String difference, String elements, Weight weight, String slope);
}
