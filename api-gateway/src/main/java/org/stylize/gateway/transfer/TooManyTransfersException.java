package org.stylize.gateway.transfer;

/** There is no room for one more upload or download now. */
public final class TooManyTransfersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean byCaller;

    TooManyTransfersException(boolean byCaller, String message) {
        super(message);
        this.byCaller = byCaller;
    }

    /** Whether the caller himself has too many; otherwise the gateway has. */
    public boolean isByCaller() {
        return byCaller;
    }
}
