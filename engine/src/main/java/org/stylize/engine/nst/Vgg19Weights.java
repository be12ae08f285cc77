package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.stylize.recipe.Layer;

/**
 * The convolutions conv1_1 to conv5_1 of VGG-19 (Simonyan and Zisserman, 2015, table 1, column E), in this order. The
 * arrays belong to whoever made them.
 */
public record Vgg19Weights(List<Convolution> convolutions) {
    private static final int COUNT = 13;
    private static final int COLOURS = 3;

    public Vgg19Weights {
        convolutions = List.copyOf(convolutions);
        if (convolutions.size() != COUNT) {
            throw new IllegalArgumentException(
                    "conv1_1 to conv5_1 are " + COUNT + " convolutions but these are " + convolutions.size());
        }
        long channels = COLOURS;
        for (int i = 0; i < COUNT; i++) {
            convolutions.get(i).check("convolution " + (i + 1) + " of " + COUNT, channels);
            channels = convolutions.get(i).kernel().getShape().get(0);
        }
    }

    Convolution of(Layer layer) {
        return convolutions.get(layer.convolutionIndex());
    }

    /**
     * One convolution.
     *
     * @param kernel shape (outputs, inputs, 3, 3), 32-bit floats
     * @param bias shape (outputs), 32-bit floats
     */
    public record Convolution(NDArray kernel, NDArray bias) {
        private void check(String name, long inputs) {
            Shape shape = kernel.getShape();
            long outputs = shape.dimension() == 4 ? shape.get(0) : 0;
            if (!shape.equals(new Shape(outputs, inputs, 3, 3)) || kernel.getDataType() != DataType.FLOAT32) {
                throw new IllegalArgumentException("the kernel of " + name + " must be float32 (outputs, " + inputs
                        + ", 3, 3) but is " + kernel.getDataType() + " " + shape);
            }
            if (!bias.getShape().equals(new Shape(outputs)) || bias.getDataType() != DataType.FLOAT32) {
                throw new IllegalArgumentException("the bias of " + name + " must be float32 (" + outputs + ") but is "
                        + bias.getDataType() + " " + bias.getShape());
            }
        }
    }
}
