package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.TorchTypes.BFLOAT16;
import static org.stylize.engine.nst.compiled.TorchTypes.INT16;

/**
 * Maps in bfloat16 as 16-bit integers, (1, H, W, C), in the same memory. Numbers that are not negative have the same order as
 * their bits. A ReLU or a pooling only compares numbers and copies them, and can use the integers. That is faster: on a CPU each
 * operation on bfloat16 widens its numbers, computes and rounds again, and takes two to four times as long. There must be no
 * −0; a ReLU never returns it.
 *
 * <p>The engine does not know that integers and maps share their memory, and drops a line whose result is not read. After a
 * change of the integers, the maps have to be assigned again by {@link #give}.
 */
final class Bits {
    private Bits() {}

    /** Lines that assign to {@code bits} the integers of maps, a variable. */
    static void take(Script script, String bits, String maps) {
        script.line("rowsfirst = torch.contiguous(torch.permute(%s, [0, 2, 3, 1]))", maps)
                .line("%s = %s", bits, shared(INT16, "rowsfirst"));
    }

    /** A line that assigns to {@code maps} the maps with such integers, a variable. */
    static void give(Script script, String maps, String bits) {
        script.line("%s = torch.permute(%s, [0, 3, 1, 2])", maps, shared(BFLOAT16, bits));
    }

    private static String shared(int type, String array) {
        return "torch.set_(torch.empty([0], dtype=" + type + "), " + array + ", torch.storage_offset(" + array
                + "), torch.size(" + array + "))";
    }
}
