package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
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
        List<NDArray> ofPicture = program.module().run(results, "picture_losses", argument(picture), program.weights());
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
        NDArray gradient = ofPicture.get(ofPicture.size() - 1);
        addTo(gradient, picture, ofMaps.subList(count, ofMaps.size()));
        List<Float> values = program.script()
                .inOrder(values(ofMaps.subList(0, count)), values(ofPicture.subList(0, ofPicture.size() - 1)));
        return new Evaluation(program.named(values), gradient);
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
