package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT64;
import static org.stylize.engine.nst.compiled.TorchTypes.INT64;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;
import org.stylize.recipe.LossTerm.Neighbours;

/**
 * w · (1 − mean c), the formula of {@code NeighbourLoss}. With x = f − μ the features of a position after centring, n = √(|x|² +
 * ε), g = x/n and t the direction of its nearest sample, c = g·t. The gradient of c with respect to x is a = (t − c·g)/n, and that
 * of the loss with respect to f is w/N · (ā − a), where ā is the mean of a: it comes from μ.
 *
 * <p>Statistics are the style's samples and their mean in one more row, (K + 1, C); the target is the directions, (K, C). It
 * reads all positions of the picture, because μ is needed first. Sums are Σa and Σc; the slope is w/N · ā. Products of directions, which decide what is nearest, are of the
 * maps' type, and everything else is in 32-bit floats.
 */
record NeighbourScript(PlacedLoss loss, Weight weight, int samples, Precision precision) implements TermScript.OfMaps {
    @Override
    public Source source() {
        return Source.STYLE;
    }

    /** For each feature x, g, t, a and one array on the way as 32-bit floats, and for each sample its cosine. */
    @Override
    public int workBytes(int channels) {
        return 20 * channels + 4 * samples;
    }

    @Override
    public String statistics(Script script, String maps, String positions) {
        script.line("f = %s", to(Rows.of(maps), FLOAT32))
                .line(
                        "ranks = torch.arange(%s, dtype=%s, layout=None, device=ops.prim.device(f), pin_memory=None)",
                        samples, FLOAT64)
                .line("turns = torch.frac(torch.mul(ranks, %s))", Neighbours.GOLDEN_RATIO)
                .line("places = %s", to("torch.mul(turns, float(torch.size(f, 0)))", INT64));
        return "torch.cat([torch.index_select(f, 0, places), torch.mean(f, [0], True)], 0)";
    }

    @Override
    public String target(Script script, String statistics) {
        script.line("centred = torch.sub(torch.slice(%s, 0, 0, -1), torch.select(%s, 0, -1))", statistics, statistics);
        return "torch.div(centred, " + lengths("centred") + ")";
    }

    @Override
    public void read(Script script, Part part) {
        Rows.widen(script, part.rows(), part.counted());
        script.line("centred = torch.sub(f, torch.div(torch.sum(counted_f, [0], True), %s))", part.positions())
                .line("lengths = %s", lengths("centred"))
                .line("directions = torch.div(centred, lengths)")
                .line("samples = %s", to(part.target(), mapType(precision)))
                .line("nearest = torch.argmax(torch.mm(%s, torch.t(samples)), 1)", to("directions", mapType(precision)))
                .line("goals = torch.index_select(%s, 0, nearest)", part.target())
                .line("cosines = torch.sum(torch.mul(directions, goals), [1], True)")
                .line("pulls = torch.div(torch.sub(goals, torch.mul(directions, cosines)), lengths)");
    }

    @Override
    public String sums(Script script, Part part) {
        return "torch.cat([torch.sum(torch.mul(pulls, " + part.counts()
                + "), [0]), torch.reshape(torch.sum(torch.mul(cosines, " + part.counts() + ")), [1])])";
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        script.line("means = torch.div(%s, %s)", sums, positions)
                .line("%s = torch.mul(torch.rsub(torch.select(means, 0, -1), 1), %s)", value, weight.expression())
                .line("%s = torch.mul(torch.slice(means, 0, 0, -1), %s / %s)", slope, weight.expression(), positions);
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        String added =
                "torch.sub(" + slope + ", torch.mul(pulls, " + weight.expression() + " / " + part.positions() + "))";
        script.line("torch.add_(%s, %s)", Rows.viewOf(part.gradient()), to(added, mapType(precision)));
    }

    private static String lengths(String vectors) {
        return "torch.sqrt(torch.add(torch.sum(torch.square(" + vectors + "), [1], True), " + Neighbours.EPSILON + "))";
    }
}
