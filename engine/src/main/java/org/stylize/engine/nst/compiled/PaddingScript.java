package org.stylize.engine.nst.compiled;

import org.stylize.recipe.Network;

/** Lines for what lies round the maps that a 3 × 3 convolution reads, by one row or column on each side. */
interface PaddingScript {
    /**
     * The padding of one convolution.
     *
     * @param index of the convolution in the network, from 0
     */
    static PaddingScript of(Network.Padding padding, int index) {
        return switch (padding) {
            case ZERO -> new ZeroPadding();
            case REFLECT -> BorderPadding.REFLECTED;
            case REPLICATE -> BorderPadding.REPEATED;
            case REPLICATE_PICTURE -> index == 0 ? BorderPadding.REPEATED : new ZeroPadding();
        };
    }

    /** Rows and columns of zeros on each side that the convolution itself adds. */
    int zeros();

    /**
     * Rows and columns of zeros on each side of the gradient that the convolution back adds, so that it gives the gradient
     * of all that was read.
     */
    default int zerosBack() {
        return 2 - zeros();
    }

    /** Lines that put a border round {@code h}. */
    void forward(Script script);

    /** Lines that make of {@code d}, the gradient with respect to maps with a border, that with respect to the maps. */
    void backward(Script script);
}
