package org.stylize.gateway.transfer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What the transfers of one gateway may take.
 *
 * @param atOnce most transfers at a time, at least 1
 * @param byCaller most of one caller, at least 1
 * @param spooledBytes most bytes of uploads on disk at a time, at least 1
 * @param window of time in which a transfer must get on, more than 0
 * @param leastBytes by which an upload must get on in a window if it does not end, at least 1
 */
public record TransferLimits(int atOnce, int byCaller, long spooledBytes, Duration window, long leastBytes) {
    public TransferLimits {
        requireNonNull(window, "window is null");
        atLeastOne("at-once", atOnce);
        atLeastOne("by-caller", byCaller);
        atLeastOne("spooled-bytes", spooledBytes);
        atLeastOne("least-bytes", leastBytes);
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("gateway.transfers.window must be more than 0 but is " + window);
        }
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("gateway.transfers." + name + " must be at least 1 but is " + value);
        }
    }
}
