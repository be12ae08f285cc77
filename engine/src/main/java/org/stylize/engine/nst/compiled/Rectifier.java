package org.stylize.engine.nst.compiled;

import org.stylize.engine.Precision;

/** The gradient of a ReLU. */
enum Rectifier {
    /** For maps of any type. */
    OF_NUMBERS {
        @Override
        void backward(Script script, String maps) {
            script.line("torch.threshold_backward(d, %s, 0, grad_input=d)", maps);
        }
    },
    /** The same, faster, for bfloat16 on a CPU. */
    OF_BITS {
        @Override
        void backward(Script script, String maps) {
            Bits.take(script, "bits", "d");
            Bits.take(script, "given", maps);
            script.line("bits = torch.threshold_backward(bits, given, 0, grad_input=bits)");
            Bits.give(script, "d", "bits");
        }
    };

    /** The faster one. */
    static Rectifier of(Precision precision, Operators operators) {
        return precision == Precision.BF16 && operators == Operators.ONE_DNN ? OF_BITS : OF_NUMBERS;
    }

    /** Lines that make {@code d} 0 where the ReLU gave 0; {@code maps} is its result. */
    abstract void backward(Script script, String maps);
}
