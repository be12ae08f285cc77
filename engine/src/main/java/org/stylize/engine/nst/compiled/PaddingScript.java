package org.stylize.engine.nst.compiled;

import org.stylize.recipe.Network;

/** Lines for the border of one row or column on each side of the maps that a 3 × 3 convolution reads. */
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
     * Rows and columns of zeros that the backward convolution adds on each side of the gradient. With them its result covers
     * the border too.
     */
    default int zerosBack() {
        return 2 - zeros();
    }

    /** Lines that add a border to {@code h}. */
    void forward(Script script);

    /** Lines that change {@code d} from the gradient with respect to maps with a border to that with respect to the maps. */
    void backward(Script script);
}
