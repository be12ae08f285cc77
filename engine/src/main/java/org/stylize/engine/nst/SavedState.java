package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.stylize.engine.UnusableCheckpointException;

/** What was given to a {@link StateWriter}. Each method throws {@link UnusableCheckpointException} if a value is missing. */
public interface SavedState {
    /** A new array of 32-bit floats, on {@code keeper}. */
    NDArray array(String name, NDManager keeper);

    /** Some numbers. */
    double[] numbers(String name);

    /** A text, if there was one of that name. */
    Optional<String> text(String name);
}
