package org.stylize.engine.nst.compiled;

/** A pooling times a factor above 0. */
record ScaledPooling(PoolingScript plain, double factor) implements PoolingScript {
    @Override
    public void forward(Script script, String maps, String pooled) {
        plain.forward(script, maps, plainOf(pooled));
        script.line("%s = torch.mul(%s, %s)", pooled, plainOf(pooled), factor);
    }

    @Override
    public void backward(Script script, String maps, String pooled, boolean rectify) {
        script.line("d = torch.mul(d, %s)", factor);
        plain.backward(script, maps, plainOf(pooled), rectify);
    }

    @Override
    public int keptBytes() {
        return plain.keptBytes();
    }

    private static String plainOf(String pooled) {
        return pooled + "_plain";
    }
}
