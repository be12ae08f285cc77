package org.stylize.worker.nst.compiled;

import org.stylize.recipe.Layer;
import org.stylize.worker.nst.LossName;

/** w · mean((F − P)²); its gradient is 2w/n · (F − P), n the number of elements. */
record ContentScript(LossName name, Layer tap, double weight) implements TermScript.OfMaps {
    @Override
    public Source source() {
        return Source.CONTENT;
    }

    @Override
    public String statistics(Script script, String maps, String positions) {
        return maps;
    }

    @Override
    public void read(Script script, Part part) {
        script.line("difference = torch.sub(%s, %s)", part.maps(), part.target())
                .line("elements = float(torch.size(difference, 1)) * %s", part.positions());
    }

    @Override
    public String sums(Script script, Part part) {
        return "torch.div(torch.sum(torch.square(torch.to(difference, 6))), elements)";
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        script.line("%s = torch.mul(%s, %s)", value, sums, weight).line("%s = %s", slope, value);
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        script.line("torch.add_(%s, difference, alpha=%s / elements)", part.gradient(), 2 * weight);
    }
}
