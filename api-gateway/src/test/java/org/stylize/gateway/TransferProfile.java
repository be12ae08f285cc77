package org.stylize.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A gateway with few transfers, which must get on. */
public final class TransferProfile implements QuarkusTestProfile {
    static final int BY_CALLER = 3;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "gateway.transfers.by-caller", String.valueOf(BY_CALLER),
                "gateway.transfers.window", "2s",
                "gateway.limits.body-bytes", "20M");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(StackResource.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
