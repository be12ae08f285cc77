package org.stylize.engine.nst.compiled;

/**
 * The place of a loss's weight in a program. The program takes all weights as an argument; recipes that differ only in weights
 * share one program.
 *
 * @param index of the loss among all losses of the program
 */
record Weight(int index) {
    /** The argument: a list with one number for each loss. */
    static final String ARGUMENT = "weights: List[float]";

    /** An expression: the weight. */
    String expression() {
        return "weights[" + index + "]";
    }
}
