package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.function.Supplier;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.engine.UnusableCheckpointException.Reason;
import org.stylize.engine.nst.SavedState;
import org.stylize.engine.safetensors.SafetensorsException;

/** The state in a checkpoint. Arrays are for the device's thread. */
record CheckpointState(Checkpoint checkpoint) implements SavedState {
    @Override
    public NDArray array(String name, NDManager keeper) {
        return present(() -> FloatArrays.read(checkpoint.content(), name, keeper));
    }

    @Override
    public double[] numbers(String name) {
        return present(() -> checkpoint.content().doubles(name));
    }

    @Override
    public Optional<String> text(String name) {
        return Optional.ofNullable(checkpoint.content().text(name));
    }

    private static <T> T present(Supplier<T> value) {
        try {
            return value.get();
        } catch (SafetensorsException e) {
            throw new UnusableCheckpointException(
                    Reason.DAMAGED, "the checkpoint lacks a part of the state: " + e.getMessage(), e);
        }
    }
}
