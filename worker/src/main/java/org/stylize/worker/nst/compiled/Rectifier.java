package org.stylize.worker.nst.compiled;

/** The way back through a ReLU. */
final class Rectifier {
    private Rectifier() {}

    /** A line that makes {@code d} 0 where the ReLU gave 0; {@code maps} is what it gave. */
    static void backward(Script script, String maps) {
        script.line("torch.threshold_backward(d, %s, 0, grad_input=d)", maps);
    }
}
