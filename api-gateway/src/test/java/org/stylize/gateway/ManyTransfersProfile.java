package org.stylize.gateway;

import java.util.Map;

/** A gateway that lets hundreds of slow clients in, so that they could do harm. */
public final class ManyTransfersProfile extends StackProfile {
    public ManyTransfersProfile() {
        super(
                StackResource.class,
                Map.of(
                        "gateway.transfers.by-caller", "2000",
                        "gateway.transfers.at-once", "2000",
                        "gateway.transfers.window", "5m"));
    }
}
