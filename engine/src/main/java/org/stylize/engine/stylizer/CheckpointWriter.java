package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.nst.StateWriter;
import org.stylize.engine.safetensors.SafetensorsWriter;

/** Makes one checkpoint. Arrays are copied when it is made. On the device's thread. */
final class CheckpointWriter implements StateWriter {
    private final SafetensorsWriter tensors = new SafetensorsWriter();

    @Override
    public void array(String name, NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(name + " must have 32-bit floats but has " + array.getDataType());
        }
        FloatArrays.write(tensors, name, array);
    }

    @Override
    public void numbers(String name, double... values) {
        tensors.doubles(name, values);
    }

    @Override
    public void text(String name, String value) {
        tensors.text(name, value);
    }

    /** Size of what was added. */
    long bytes() {
        return tensors.bodyBytes();
    }

    /** The checkpoint with all that was added. */
    Checkpoint checkpoint(Checkpoint.Header header) {
        return Checkpoint.of(header, tensors);
    }
}
