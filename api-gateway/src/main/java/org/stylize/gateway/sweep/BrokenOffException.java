package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;

/** A sweep must not go on. */
final class BrokenOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SweepEnd end;

    BrokenOffException(SweepEnd end, String why) {
        super(why);
        this.end = requireNonNull(end, "end is null");
    }

    SweepEnd end() {
        return end;
    }
}
