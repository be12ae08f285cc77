package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.PrecisionScript.mapType;
import static org.stylize.engine.nst.compiled.PrecisionScript.rootType;
import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;

/**
 * w · (|μ − μ₀|² + tr(S + S₀ − 2·(S₀^½·S·S₀^½)^½)) / C, the formula of {@code WassersteinLoss}.
 *
 * <p>The Newton–Schulz iteration and the one that solves the Lyapunov equation compute polynomials of one symmetric matrix.
 * They can be computed on its eigenvalues: one decomposition replaces some seventy products. With h the eigenvalues' share in
 * the gradient of the root's trace and V the eigenvectors, the gradient with respect to S is
 * G = w/C · (I − 2 · S₀^½·V·h·Vᵀ·S₀^½), and with respect to F it is 2/N · G·F + 1/N · (2w/C · (μ − μ₀) − 2·G·μ)·1ᵀ.
 *
 * <p>Sums are F·Fᵀ and F·1 in the rows of one array, statistics the same by N; the target is S₀^½, μ₀ and the diagonal of
 * S₀; the slope is what F is multiplied by and, in its last row, what is added to that. Sums and slope are 32-bit floats;
 * target and intermediate results are of {@link PrecisionScript#rootType}.
 */
record WassersteinScript(PlacedLoss loss, Weight weight, double epsilon, int rounds, Precision precision)
        implements TermScript.OfMaps {
    /** Of {@code f} and {@code counted_f}, as {@link Rows#widen} makes them. */
    private static final String SUMS =
            "torch.cat([torch.mm(torch.t(counted_f), f), torch.sum(counted_f, [0], True)], 0)";

    @Override
    public Source source() {
        return Source.STYLE;
    }

    @Override
    public String statistics(Script script, String maps, String positions) {
        Rows.widen(script, Rows.of(maps), Rows.of(maps));
        return "torch.div(" + SUMS + ", " + positions + ")";
    }

    @Override
    public String target(Script script, String statistics) {
        script.line("moments = %s", to(statistics, rootType(precision)))
                .line("mu = torch.select(moments, 0, -1)")
                .line("covariance = %s", covariance("torch.slice(moments, 0, 0, -1)"))
                .line("values, vectors = torch.linalg_eigh(covariance)");
        root(script);
        script.line("root = torch.mm(torch.mul(vectors, roots), torch.t(vectors))");
        return "torch.cat([root, torch.unsqueeze(mu, 0), torch.unsqueeze(torch.diagonal(covariance), 0)], 0)";
    }

    @Override
    public String sums(Script script, Part part) {
        Rows.widen(script, part.rows(), part.counted());
        return SUMS;
    }

    @Override
    public void value(Script script, String sums, String target, String positions, String value, String slope) {
        script.line("moments = %s", to("torch.div(" + sums + ", " + positions + ")", rootType(precision)))
                .line("c = float(torch.size(moments, 1))")
                .line("mu = torch.select(moments, 0, -1)")
                .line("covariance = %s", covariance("torch.slice(moments, 0, 0, -1)"))
                .line("root = torch.slice(%s, 0, 0, -2)", target)
                .line("distance = torch.sub(mu, torch.select(%s, 0, -2))", target)
                .line("values, vectors = torch.linalg_eigh(torch.mm(torch.mm(root, covariance), root))");
        root(script);
        script.line("rootsnorm = torch.sqrt(torch.sum(torch.square(roots)))")
                .line("a = torch.div(roots, rootsnorm)")
                .line("q = torch.div(torch.ones_like(roots), rootsnorm)");
        for (int round = 0; round < rounds; round++) {
            script.line("e = torch.mul(torch.rsub(torch.square(a), 3), 0.5)")
                    .line("q = torch.mul(q, e)")
                    .line("a = torch.mul(a, e)");
        }
        script.line("turned = torch.mm(root, vectors)")
                .line("g = torch.mm(torch.mul(turned, torch.mul(q, -%s / c)), torch.t(turned))", weight.expression())
                .line("trace = torch.sum(torch.diagonal(covariance))")
                .line("spread = torch.sum(torch.select(%s, 0, -1))", target)
                .line("spread = torch.sub(torch.add(trace, spread), torch.mul(torch.sum(roots), 2))")
                .line("distances = torch.add(torch.sum(torch.square(distance)), spread)")
                .line("%s = %s", value, to("torch.mul(distances, " + weight.expression() + " / c)", FLOAT32))
                .line("torch.add_(torch.diagonal(g), %s / c)", weight.expression())
                .line(
                        "shift = torch.sub(torch.mul(distance, 2. * %s / c), torch.mul(torch.mv(g, mu), 2))",
                        weight.expression())
                .line("both = torch.cat([torch.mul(g, 2), torch.unsqueeze(shift, 0)], 0)")
                .line("%s = %s", slope, to("torch.div(both, " + positions + ")", FLOAT32));
    }

    @Override
    public void gradient(Script script, Part part, String slope) {
        script.line("narrow = %s", to(slope, mapType(precision)))
                .line("added = %s", Rows.viewOf(part.gradient()))
                .line("torch.addmm_(added, %s, torch.slice(narrow, 0, 0, -1))", part.rows())
                .line("torch.add_(added, torch.select(narrow, 0, -1))");
    }

    /** From {@code values}, the eigenvalues of a matrix, to {@code roots}, those of its root. */
    private void root(Script script) {
        script.line("norm = torch.sqrt(torch.sum(torch.square(values)))")
                .line("y = torch.div(values, norm)")
                .line("z = torch.ones_like(y)");
        for (int round = 0; round < rounds; round++) {
            script.line("step = torch.mul(torch.rsub(torch.mul(z, y), 3), 0.5)")
                    .line("y = torch.mul(y, step)")
                    .line("z = torch.mul(z, step)");
        }
        script.line("roots = torch.mul(y, torch.sqrt(norm))");
    }

    /** M − μ·μᵀ + ε·I, an expression; {@code mu} holds μ. */
    private String covariance(String second) {
        return "torch.add(torch.sub(" + second + ", torch.outer(mu, mu)), torch.diag(torch.mul(torch.ones_like(mu), "
                + epsilon + ")))";
    }
}
