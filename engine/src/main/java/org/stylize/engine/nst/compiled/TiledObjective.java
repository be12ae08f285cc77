package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.Objective;

/**
 * The objective of a picture whose feature maps do not fit into memory, tile by tile. Losses and gradient are those of {@link
 * CompiledObjective}, up to rounding.
 *
 * <p>Losses read maps only by sums over positions. The first pass adds up the sums of all tiles. The losses and their slopes
 * are computed from the sums, once. The second pass runs each tile forward again and, with the slopes, backward, and adds its
 * gradient to that of the whole picture. The cost is one more forward pass, and the overlap of the tiles.
 *
 * @param regions as the program takes them
 * @param targets for each tile, of all losses of maps; all tiles share the targets of the styles
 */
record TiledObjective(Program program, List<Tile> tiles, List<List<NDArray>> targets, List<NDArray> regions)
        implements Objective {
    @Override
    public Evaluation at(NDArray picture) {
        NDManager results = picture.getManager();
        NDArray gradient = picture.zerosLike();
        List<Float> ofPicture = ofPicture(picture, gradient);
        List<NDArray> ofMaps = program.module()
                .run(
                        results,
                        "slopes",
                        argument(picture),
                        argument(sums(picture)),
                        argument(targets.get(0)),
                        argument(regions),
                        program.weights());
        int count = program.script().ofMaps().size();
        addTo(gradient, picture, ofMaps.subList(count, ofMaps.size()));
        List<Float> values = program.script().inOrder(values(ofMaps.subList(0, count)), ofPicture);
        return new Evaluation(program.named(values), gradient);
    }

    /** Losses of the picture itself, whose gradient is added; colour by colour, because their work takes many times its size. */
    private List<Float> ofPicture(NDArray picture, NDArray gradient) {
        long colours = picture.getShape().get(1);
        List<Float> sums =
                new ArrayList<>(Collections.nCopies(program.script().ofPicture().size(), 0f));
        for (long colour = 0; colour < colours; colour++) {
            NDIndex plane = new NDIndex().addAllDim().addSliceDim(colour, colour + 1);
            try (NDManager scope = picture.getManager().newSubManager();
                    NDArray x = picture.get(plane);
                    NDArray own = gradient.get(plane)) {
                List<NDArray> losses = program.module()
                        .run(scope, "picture_losses", argument(x), argument(own), program.weightsOfColour());
                for (int i = 0; i < sums.size(); i++) {
                    sums.set(i, sums.get(i) + losses.get(i).getFloat());
                }
            }
        }
        return sums;
    }

    private List<NDArray> sums(NDArray picture) {
        NDManager results = picture.getManager();
        List<NDArray> sums = new ArrayList<>();
        for (int i = 0; i < tiles.size(); i++) {
            try (NDManager scope = results.newSubManager()) {
                List<NDArray> part = program.module()
                        .run(
                                scope,
                                "sums",
                                argument(picture),
                                tiles.get(i).numbers(),
                                program.kernels().w(),
                                program.kernels().b(),
                                argument(targets.get(i)),
                                argument(regions));
                Program.add(sums, part, results);
            }
        }
        return sums;
    }

    private void addTo(NDArray gradient, NDArray picture, List<NDArray> slopes) {
        for (int i = 0; i < tiles.size(); i++) {
            try (NDManager scope = picture.getManager().newSubManager()) {
                program.module()
                        .run(
                                scope,
                                "add_gradient",
                                argument(gradient),
                                argument(picture),
                                tiles.get(i).numbers(),
                                program.kernels().w(),
                                program.kernels().b(),
                                program.kernels().v(),
                                argument(targets.get(i)),
                                argument(regions),
                                argument(slopes),
                                program.weights());
            }
        }
    }

    private static List<Float> values(List<NDArray> losses) {
        return losses.stream().map(loss -> loss.getFloat()).toList();
    }
}
