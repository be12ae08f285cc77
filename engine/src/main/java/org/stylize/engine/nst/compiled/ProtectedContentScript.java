package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;

/**
 * A content loss of which some positions count more: w · the error of √u · (F − P), the formula of {@link
 * org.stylize.engine.nst.Protection}. Its gradient is √u times that of the error.
 */
record ProtectedContentScript(ContentScript content, Precision precision) implements TermScript.OfMaps {
    @Override
    public PlacedLoss loss() {
        return content.loss();
    }

    @Override
    public Weight weight() {
        return content.weight();
    }

    @Override
    public Source source() {
        return content.source();
    }

    @Override
    public String statistics(Script script, String maps, String positions) {
        return content.statistics(script, maps, positions);
    }

    @Override
    public void read(Script script, Part part) {
        content.read(script, part);
        script.line("root = %s", to(part.roots(), mapType(precision))).line("difference = torch.mul(difference, root)");
    }

    @Override
    public String sums(Script script, Part part) {
        return content.sums(script, part);
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        content.value(script, sums, target, positions, value, slope);
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        script.line(
                "torch.add_(%s, torch.mul(root, %s))",
                part.gradient(), content.error().gradient("difference", "elements", content.weight(), slope, "1."));
    }
}
