package org.stylize.gateway;

import java.util.Map;

/** A gateway that lets few transfers of a caller in, and gives them time. */
public final class FewTransfersProfile extends StackProfile {
    static final int BY_CALLER = 3;

    public FewTransfersProfile() {
        super(
                StackResource.class,
                Map.of("gateway.transfers.by-caller", String.valueOf(BY_CALLER), "gateway.transfers.window", "5m"));
    }
}
