package org.stylize.engine.nst.compiled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** Smooth pictures with some noise, from the seed. */
final class Case implements AutoCloseable {
    static final long SEED = 7;

    final NDManager scope;
    private final Random random = new Random(SEED);
    final NDArray content;
    final NDArray style;
    final NDArray picture;

    Case(NDManager manager, Shape contentShape, Shape styleShape) {
        scope = manager.newSubManager();
        content = waves(contentShape, 0.15, 0.1);
        style = waves(styleShape, 0.9, 0.4);
        picture = content.add(noise(contentShape, 0.3));
    }

    private NDArray waves(Shape shape, double frequency, double noise) {
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            int colour = i / (height * width);
            int row = i / width % height;
            values[i] =
                    (float) (Math.sin(frequency * (row + 2 * (i % width)) + colour) + noise * random.nextGaussian());
        }
        return scope.create(values, shape);
    }

    private NDArray noise(Shape shape, double size) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (size * random.nextGaussian());
        }
        return scope.create(values, shape);
    }

    @Override
    public void close() {
        scope.close();
    }
}
