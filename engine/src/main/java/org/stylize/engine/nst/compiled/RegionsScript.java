package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;
import org.stylize.recipe.Layer;

/**
 * A style loss for regions of the picture that have a style each, the formula of {@code StyleLoss}: the
 * sum of share · loss of the region. Targets, sums and slopes are those of all regions, stacked. A region's gradient at a
 * position is share · m times what the loss gives there.
 */
record RegionsScript(OfMaps style, int count, Precision precision) implements TermScript.OfMaps {
    /** Number of arrays that regions are for a program: masks and numbers for each of five blocks. */
    static final int ARRAYS = 10;

    @Override
    public PlacedLoss loss() {
        return style.loss();
    }

    @Override
    public Weight weight() {
        return style.weight();
    }

    @Override
    public Source source() {
        return style.source();
    }

    @Override
    public String statistics(Script script, String maps, String positions) {
        return style.statistics(script, maps, positions);
    }

    @Override
    public String target(Script script, String statistics) {
        for (int region = 0; region < count; region++) {
            script.line("described = %s", of(statistics, region))
                    .line("region%s = %s", region, style.target(script, "described"));
        }
        return stacked("region");
    }

    @Override
    public int workBytes(int channels) {
        return style.workBytes(channels);
    }

    @Override
    public String sums(Script script, Part part) {
        for (int region = 0; region < count; region++) {
            Part own = read(script, part, region, part.gradient());
            script.line("region%s = %s", region, style.sums(script, own));
        }
        return stacked("region");
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        for (int region = 0; region < count; region++) {
            script.line("own_sums = %s", of(sums, region))
                    .line("own_target = %s", of(target, region))
                    .line("own_positions = %s", number(0, region));
            style.value(script, "own_sums", "own_target", "own_positions", "own_value", "region_slope" + region);
            script.line("region%s = torch.mul(own_value, %s)", region, number(1, region));
        }
        script.line("%s = torch.sum(%s)", value, stacked("region")).line("%s = %s", slope, stacked("region_slope"));
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        script.line("slopes = %s", slope);
        for (int region = 0; region < count; region++) {
            script.line("own_gradient = torch.zeros_like(%s)", part.maps());
            Part own = read(script, part, region, "own_gradient");
            script.line("own_slope = %s", of("slopes", region));
            style.gradient(script, own, "own_slope");
            script.line(
                    "torch.add_(%s, torch.mul(own_gradient, torch.mul(%s, %s)))",
                    part.gradient(), mask(part, region), number(1, region));
        }
    }

    /** The part as the loss of a region reads it. */
    private Part read(Script script, Part part, int region, String gradient) {
        script.line("counts = torch.reshape(%s, [-1, 1])", mask(part, region))
                .line("counted = torch.mul(%s, %s)", part.rows(), to("counts", mapType(precision)))
                .line("own_target = %s", of(part.target(), region))
                .line("own_positions = %s", number(0, region));
        Part own = new Part(
                part.maps(),
                part.rows(),
                "counted",
                "counts",
                part.masks(),
                part.roots(),
                "own_target",
                "own_positions",
                part.share(),
                gradient);
        style.read(script, own);
        return own;
    }

    /** (1, 1, H, W): how much each position counts. */
    private static String mask(Part part, int region) {
        return "torch.slice(" + part.masks() + ", 1, " + region + ", " + (region + 1) + ")";
    }

    /** Of {@link org.stylize.engine.nst.Regions.Level#numbers}: 0 for its positions, 1 for its share. */
    private String number(int row, int region) {
        return "float(" + of(of(numbers(tap()), row), region) + ")";
    }

    private static String of(String stacked, int index) {
        return "torch.select(" + stacked + ", 0, " + index + ")";
    }

    private String stacked(String name) {
        StringBuilder names = new StringBuilder();
        for (int region = 0; region < count; region++) {
            names.append(region == 0 ? "" : ", ").append(name).append(region);
        }
        return "torch.stack([" + names + "])";
    }

    /** Variable with the masks of all regions where a layer sees them, (1, R, h, w). */
    static String masks(Layer layer) {
        return "m[" + 2 * (layer.block() - 1) + "]";
    }

    private static String numbers(Layer layer) {
        return "m[" + (2 * layer.block() - 1) + "]";
    }
}
