package org.stylize.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A gateway whose transfers must get on soon. */
public final class TransferProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "gateway.transfers.window", "5s",
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
