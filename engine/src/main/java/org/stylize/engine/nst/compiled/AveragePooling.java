package org.stylize.engine.nst.compiled;

/** The mean of each four. A quarter of its gradient goes to each of them. */
record AveragePooling(Rectifier rectifier) implements PoolingScript {
    private static final String SIZES = "[2, 2], [2, 2], [0, 0], False, True, None";

    @Override
    public void forward(Script script, String maps, String pooled) {
        script.line("%s = torch.avg_pool2d(%s, %s)", pooled, maps, SIZES);
    }

    @Override
    public void backward(Script script, String maps, String pooled, boolean rectify) {
        script.line("d = torch.avg_pool2d_backward(d, %s, %s)", maps, SIZES);
        if (rectify) {
            rectifier.backward(script, maps);
        }
    }

    @Override
    public int keptBytes() {
        return 0;
    }
}
