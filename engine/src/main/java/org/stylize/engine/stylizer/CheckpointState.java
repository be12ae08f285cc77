package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.function.Supplier;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.UnusableCheckpointException;
import org.stylize.engine.UnusableCheckpointException.Reason;
import org.stylize.engine.nst.SavedState;
import org.stylize.engine.safetensors.Safetensors;
import org.stylize.engine.safetensors.SafetensorsException;

/** The state in a checkpoint. Arrays are for the device's thread. */
record CheckpointState(Checkpoint checkpoint) implements SavedState {
    @Override
    public NDArray array(String name, NDManager keeper) {
        Safetensors content = checkpoint.content();
        float[] values = present(() -> content.floats(name));
        Shape shape = new Shape(content.shape(name));
        // The engine's own memory, like that of the array that was saved, and not the memory of a Java buffer.
        try (NDArray array = keeper.create(values, shape)) {
            return array.duplicate();
        }
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
