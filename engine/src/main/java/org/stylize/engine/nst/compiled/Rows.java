package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchTypes.FLOAT32;
import static org.stylize.engine.nst.compiled.TorchTypes.to;

/** Maps as matrices with one row for each position, (1, C, H, W) as (H·W, C): expressions. */
final class Rows {
    private Rows() {}

    /** For reading. */
    static String of(String maps) {
        return flat("reshape", maps);
    }

    /** For writing, of maps stored without gaps and with the channels side by side. */
    static String viewOf(String maps) {
        return flat("view", maps);
    }

    /**
     * Lines for {@code f}, rows in 32-bit floats, and {@code counted_f}, the same as far as they count. Rows that count
     * in full are converted once.
     *
     * @param counted name of the counted rows, that of {@code rows} where they are the same
     */
    static void widen(Script script, String rows, String counted) {
        script.line("f = %s", to(rows, FLOAT32))
                .line("counted_f = %s", counted.equals(rows) ? "f" : to(counted, FLOAT32));
    }

    private static String flat(String operator, String maps) {
        return "torch." + operator + "(torch.permute(" + maps + ", [0, 2, 3, 1]), [-1, torch.size(" + maps + ", 1)])";
    }
}
