package org.stylize.engine.nst.compiled;

/**
 * The largest of each four. The gradient passes only where it came from; there the pooled map is equal to the larger one, and
 * so stands for it in the ReLU's gradient, a quarter of the size.
 */
record MaxPooling(Rectifier rectifier) implements PoolingScript {
    private static final String SIZES = "[2, 2], [2, 2], [0, 0], [1, 1], False";

    @Override
    public void forward(Script script, String maps, String pooled) {
        script.line("%s, %s_where = torch.max_pool2d_with_indices(%s, %s)", pooled, pooled, maps, SIZES);
    }

    @Override
    public void backward(Script script, String maps, String pooled, boolean rectify) {
        if (rectify) {
            rectifier.backward(script, pooled);
        }
        script.line("d = torch.max_pool2d_with_indices_backward(d, %s, %s, %s_where)", maps, SIZES, pooled);
    }

    @Override
    public int keptBytes() {
        return Long.BYTES;
    }
}
