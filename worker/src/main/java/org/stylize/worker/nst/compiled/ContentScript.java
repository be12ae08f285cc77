package org.stylize.worker.nst.compiled;

import java.util.Optional;
import org.stylize.recipe.Layer;
import org.stylize.worker.nst.LossName;

/** w · mean((F − P)²); its gradient is 2w/n · (F − P), n the number of elements. */
record ContentScript(LossName name, Layer tap, double weight) implements TermScript {
    @Override
    public Optional<Layer> layer() {
        return Optional.of(tap);
    }

    @Override
    public Source source() {
        return Source.CONTENT;
    }

    @Override
    public String statistics(String maps) {
        return maps;
    }

    @Override
    public void write(Script script, Variables variables) {
        script.line("difference = torch.sub(%s, %s)", variables.maps(), variables.target())
                .line(
                        "%s = torch.mul(torch.mean(torch.square(torch.to(difference, 6))), %s)",
                        variables.value(), weight)
                .line(
                        "torch.add_(%s, difference, alpha=%s / float(torch.numel(difference)))",
                        variables.gradient(), 2 * weight);
    }
}
