package org.stylize.engine.nst.compiled;

/**
 * p = √(Σx² + ε) of each four, with a tiny ε that keeps the gradient x/p finite where all four are 0. The gradient of the ReLU before it
 * is 0 exactly where x is 0, and there the factor x is 0 too: no ReLU step is needed.
 */
record L2Pooling() implements PoolingScript {
    private static final String SIZES = "[2, 2], [2, 2], [0, 0], False, True, ";
    /** Sum instead of mean. */
    private static final String SUM = "1";

    @Override
    public void forward(Script script, String maps, String pooled) {
        script.line(
                "%s = torch.sqrt_(torch.add_(torch.avg_pool2d(torch.square(%s), %s), 1e-12))",
                pooled, maps, SIZES + SUM);
    }

    @Override
    public void backward(Script script, String maps, String pooled, boolean rectify) {
        script.line("d = torch.avg_pool2d_backward(torch.div(d, %s), %s, %s)", pooled, maps, SIZES + SUM)
                .line("d = torch.mul_(d, %s)", maps);
    }

    @Override
    public int keptBytes() {
        return 0;
    }
}
