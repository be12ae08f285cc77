package org.stylize.engine.nst.compiled;

import org.stylize.engine.nst.PlacedLoss;

/** w · the error of F − P, such as mean((F − P)²). */
record ContentScript(PlacedLoss loss, Weight weight, ErrorScript error) implements TermScript.OfMaps {
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
        return error.sums("difference", "elements");
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        error.value(script, sums, weight, value, slope);
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        error.addGradient(script, part.gradient(), "difference", "elements", weight, slope);
    }
}
