package org.stylize.engine.nst.compiled;

/** Zeros, which the convolution thinks there by itself. */
record ZeroPadding() implements PaddingScript {
    @Override
    public int zeros() {
        return 1;
    }

    @Override
    public void forward(Script script) {
        // Nothing to do.
    }

    @Override
    public void backward(Script script) {
        // Nothing to do.
    }
}
