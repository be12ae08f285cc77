package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchScriptModule.argument;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.Objective;

/**
 * An objective as one program that contains its gradient. Any number of objectives may be evaluated at the same time, each
 * by one thread.
 *
 * @param targets of all losses of maps
 * @param regions as the program takes them
 */
record CompiledObjective(Program program, List<NDArray> targets, List<NDArray> regions) implements Objective {
    @Override
    public Evaluation at(NDArray picture) {
        NDManager results = picture.getManager();
        NDList losses = program.module()
                .run(
                        results,
                        "evaluate",
                        argument(picture),
                        program.kernels().w(),
                        program.kernels().b(),
                        program.kernels().v(),
                        argument(targets),
                        argument(regions),
                        program.weights());
        List<Float> values = new ArrayList<>();
        for (float value : losses.get(0).toFloatArray()) {
            values.add(value);
        }
        return new Evaluation(program.named(values), losses.get(1));
    }
}
