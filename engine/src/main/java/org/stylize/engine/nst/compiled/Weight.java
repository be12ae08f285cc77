package org.stylize.engine.nst.compiled;

/**
 * The weight of a loss. The program takes all of them as an argument, so recipes that differ in nothing else share one.
 *
 * @param index of the loss among all of the program
 */
record Weight(int index, double value) {
    /** The argument, a list with one number for each loss. */
    static final String ARGUMENT = "weights: List[float]";

    /** The number in the program's text. */
    @Override
    public String toString() {
        return "weights[" + index + "]";
    }
}
