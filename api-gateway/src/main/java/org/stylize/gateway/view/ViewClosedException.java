package org.stylize.gateway.view;

/** The gateway stops, and no longer knows the jobs. */
public final class ViewClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public ViewClosedException() {
        super("the gateway is stopping");
    }
}
