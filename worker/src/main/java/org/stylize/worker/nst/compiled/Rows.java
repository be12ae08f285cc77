package org.stylize.worker.nst.compiled;

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

    private static String flat(String operator, String maps) {
        return "torch." + operator + "(torch.permute(" + maps + ", [0, 2, 3, 1]), [-1, torch.size(" + maps + ", 1)])";
    }
}
