package org.stylize.engine.nst.compiled;

/** Zeros, which the convolution adds by itself. */
record ZeroPadding() implements PaddingScript {
    @Override
    public int zeros() {
        return 1;
    }

    @Override
    public void forward(Script script) {
        // The convolution does it.
    }

    @Override
    public void backward(Script script) {
        // The convolution does it.
    }
}
