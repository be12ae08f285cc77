package org.stylize.worker.nst.compiled;

import java.util.Optional;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm.TotalVariationKind;
import org.stylize.worker.nst.LossName;

/** Total variation of the pastiche. The derivative of |x| is the sign of x, and 0 at 0. */
record TotalVariationScript(LossName name, double weight, TotalVariationKind kind) implements TermScript {
    @Override
    public Optional<Layer> layer() {
        return Optional.empty();
    }

    @Override
    public Source source() {
        return Source.NONE;
    }

    @Override
    public String target(String maps) {
        throw new IllegalStateException("total variation has no target");
    }

    @Override
    public void write(Script script, Variables variables) {
        switch (kind) {
            case L1_MEAN -> {
                difference(script, "vertical", 2, variables);
                difference(script, "horizontal", 3, variables);
                script.line("%s = torch.mul(torch.add(vertical, horizontal), %s)", variables.value(), weight / 2);
            }
        }
    }

    /** Mean absolute difference along one axis, and its gradient. */
    private void difference(Script script, String mean, int axis, Variables variables) {
        script.line("difference = torch.sub(%s, %s)", later(variables.maps(), axis), earlier(variables.maps(), axis))
                .line("%s = torch.mean(torch.abs(difference))", mean)
                .line("sign = torch.mul(torch.sign(difference), %s / float(torch.numel(difference)))", weight / 2)
                .line("torch.add_(%s, sign)", later(variables.gradient(), axis))
                .line("torch.sub_(%s, sign)", earlier(variables.gradient(), axis));
    }

    private static String later(String picture, int axis) {
        return "torch.slice(" + picture + ", " + axis + ", 1)";
    }

    private static String earlier(String picture, int axis) {
        return "torch.slice(" + picture + ", " + axis + ", 0, -1)";
    }
}
