package org.stylize.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A gateway that lets hundreds of slow clients in, so that they could do harm. */
public final class ManyTransfersProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "gateway.transfers.by-caller", "2000",
                "gateway.transfers.at-once", "2000",
                "gateway.transfers.window", "5m");
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
