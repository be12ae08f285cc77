package org.stylize.gateway;

import java.util.Map;

/** A gateway whose transfers must get on soon. */
public final class TransferProfile extends StackProfile {
    public TransferProfile() {
        super(
                StackResource.class,
                Map.of(
                        "gateway.transfers.window", "5s",
                        "gateway.limits.body-bytes", "20M"));
    }
}
