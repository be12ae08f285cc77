package org.stylize.gateway;

import java.util.Map;

/** A gateway that asks for keys, and some of whose tenants may have little. */
public final class LimitedProfile extends StackProfile {
    public LimitedProfile() {
        super(
                SecureStackResource.class,
                Map.of(
                        "gateway.tenants.hasty.submissions-per-second", "0.1",
                        "gateway.tenants.hasty.submissions-burst", "3",
                        "gateway.tenants.patient.open-jobs", "2",
                        "gateway.tenants.daily.pixel-steps-per-day", "3000000",
                        "gateway.tenants.keeper.stored-bytes", "1M",
                        "gateway.stored-bytes-refresh", "1s",
                        "gateway.tenants.watcher.event-streams", "1"));
    }
}
