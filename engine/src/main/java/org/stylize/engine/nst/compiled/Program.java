package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import org.stylize.engine.nst.LossValue;

/**
 * The loaded program of a recipe with its kernels: the methods of {@link ObjectiveScript}. The manager that the module was
 * loaded on closes it, and that of the kernels closes them.
 */
record Program(ObjectiveScript script, TorchScriptModule module, Kernels kernels) {
    /** Targets of the losses that read the content, at a tile of the content image. */
    List<NDArray> contentTargets(NDArray picture, Tile tile, NDManager results) {
        return module.run(results, "content_targets", argument(picture), tile.numbers(), kernels.w(), kernels.b());
    }

    /** What the targets of the style losses are made from, added up over the tiles of a style image. */
    List<NDArray> styleStatistics(NDArray picture, List<Tile> tiles, NDManager results) {
        List<NDArray> sums = new ArrayList<>();
        for (Tile tile : tiles) {
            try (NDManager scope = results.newSubManager()) {
                List<NDArray> part = module.run(
                        scope, "style_statistics", argument(picture), tile.numbers(), kernels.w(), kernels.b());
                add(sums, part, results);
            }
        }
        return sums;
    }

    /** Targets of the losses that read the style images. */
    List<NDArray> styleTargets(List<NDArray> statistics, NDManager results) {
        return module.run(results, "style_targets", argument(statistics));
    }

    /** Weights of all losses, in their order, as the program takes them. */
    IValue weights() {
        return IValue.listFrom(script.terms().stream()
                .mapToDouble(term -> term.loss().weight())
                .toArray());
    }

    /** As {@link #weights}, for {@code picture_losses} of one colour. */
    IValue weightsOfColour() {
        return IValue.listFrom(script.terms().stream()
                .mapToDouble(term -> term.match(new TermScript.Cases<Double>() {
                    @Override
                    public Double ofMaps(TermScript.OfMaps maps) {
                        return maps.loss().weight();
                    }

                    @Override
                    public Double ofPicture(TermScript.OfPicture picture) {
                        return picture.weightOfColour();
                    }
                }))
                .toArray());
    }

    /** Targets of all losses, in their order, from those of the content and of the style. */
    List<NDArray> targets(List<NDArray> ofContent, List<NDArray> ofStyle) {
        List<NDArray> targets = new ArrayList<>();
        int contents = 0;
        int styles = 0;
        for (TermScript term : script.terms()) {
            switch (term.source()) {
                case CONTENT -> targets.add(ofContent.get(contents++));
                case STYLE -> targets.add(ofStyle.get(styles++));
                case NONE -> {}
            }
        }
        return targets;
    }

    /** The losses with their names, from values in the losses' order. */
    List<LossValue> named(List<Float> values) {
        List<LossValue> losses = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            losses.add(new LossValue(script.terms().get(i).loss().name(), values.get(i)));
        }
        return losses;
    }

    /**
     * Adds arrays one by one.
     *
     * @param sums changed; empty before the first parts
     * @param keeper gets the sums
     */
    static void add(List<NDArray> sums, List<NDArray> parts, NDManager keeper) {
        for (int i = 0; i < parts.size(); i++) {
            NDArray part = parts.get(i);
            if (i == sums.size()) {
                sums.add(part);
            } else {
                // Not in place: the engine does not allow changes, outside of a program, to arrays that a program made.
                try (NDArray old = sums.get(i)) {
                    sums.set(i, old.add(part));
                }
            }
            sums.get(i).attach(keeper);
        }
    }
}
