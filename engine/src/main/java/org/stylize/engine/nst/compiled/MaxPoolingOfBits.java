package org.stylize.engine.nst.compiled;

import org.stylize.engine.Precision;

/**
 * The largest of each four, as in {@link MaxPooling}, by comparing {@link Bits}: the larger of two neighbours in a row, then of
 * two rows. The gradient goes to the upper row and the left number unless the other is larger: of equal numbers the first gets
 * it, as in the engine's own pooling. Where the other is larger, the difference of the integers is positive, and the gradient
 * of a ReLU of this difference is what the other gets.
 */
record MaxPoolingOfBits() implements PoolingScript {
    @Override
    public void forward(Script script, String maps, String pooled) {
        Bits.take(script, "bits", maps);
        script.line("bits = %s", even("bits"))
                .line("%s = torch.maximum(%s, %s)", pairs(pooled), left("bits"), right("bits"))
                .line("%s = torch.maximum(%s, %s)", bits(pooled), upper(pairs(pooled)), lower(pairs(pooled)));
        Bits.give(script, pooled, bits(pooled));
    }

    @Override
    public void backward(Script script, String maps, String pooled, boolean rectify) {
        if (rectify) {
            Rectifier.OF_BITS.backward(script, pooled);
        }
        Bits.take(script, "ofpooled", "d");
        script.line("ofpairs = torch.empty_like(%s)", pairs(pooled));
        split(script, "ofpooled", bits(pooled), upper(pairs(pooled)), upper("ofpairs"), lower("ofpairs"));
        Bits.take(script, "bits", maps);
        script.line("odd = torch.numel(bits) > torch.numel(%s)", even("bits"))
                .line("ofmaps = torch.zeros_like(bits) if odd else torch.empty_like(bits)")
                .line("covered = %s", even("ofmaps"));
        split(script, "ofpairs", pairs(pooled), left(even("bits")), left("covered"), right("covered"));
        Bits.give(script, "d", "ofmaps");
    }

    @Override
    public int keptBytes() {
        return 2 * Precision.BF16.bytes();
    }

    /** Lines that give each number of {@code gradient} to the first of two, unless the larger one is the second. */
    private static void split(
            Script script, String gradient, String larger, String first, String ofFirst, String ofSecond) {
        script.line(
                        "passed = torch.threshold_backward(%s, torch.sub(%s, %s), 0, grad_input=%s)",
                        gradient, larger, first, ofSecond)
                .line("kept = torch.sub(%s, passed, alpha=1, out=%s)", gradient, ofFirst);
    }

    private static String pairs(String pooled) {
        return pooled + "_pairs";
    }

    private static String bits(String pooled) {
        return pooled + "_bits";
    }

    /** Without an odd last row or column. */
    private static String even(String array) {
        return "torch.slice(torch.slice(" + array + ", 1, 0, torch.size(" + array + ", 1) // 2 * 2), 2, 0, torch.size("
                + array + ", 2) // 2 * 2)";
    }

    private static String upper(String array) {
        return every(array, 1, 0);
    }

    private static String lower(String array) {
        return every(array, 1, 1);
    }

    private static String left(String array) {
        return every(array, 2, 0);
    }

    private static String right(String array) {
        return every(array, 2, 1);
    }

    private static String every(String array, int dimension, int first) {
        return "torch.slice(" + array + ", " + dimension + ", " + first + ", None, 2)";
    }
}
