package org.stylize.engine.nst.compiled;

/**
 * The largest of each four. The gradient goes to the largest only. It has the same value as the pooled map, which therefore
 * replaces the larger map in the gradient of the ReLU, at a quarter of the size.
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
