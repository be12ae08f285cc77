package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDManager;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.LossName;
import org.stylize.engine.nst.LossValue;

/** What the programs that measure pictures on the way share. */
final class Measurement {
    private Measurement() {}

    /** Objectives of the compiled back end with the shipped weights, on a device that closes them. */
    static Objectives objectives(NDManager device) {
        return new Objectives(
                device, BackEnd.COMPILED, Vgg19Loader.load(WeightsSource.shipped(), device), MemorySettings.AUTOMATIC);
    }

    /** Of all losses of a kind, weighted. */
    static double sum(Evaluation evaluation, LossName.Kind kind) {
        return evaluation.losses().stream()
                .filter(loss -> loss.name().kind() == kind)
                .mapToDouble(LossValue::value)
                .sum();
    }
}
