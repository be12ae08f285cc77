package org.stylize.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A gateway that lets few transfers of a caller in, and gives them time. */
public final class FewTransfersProfile implements QuarkusTestProfile {
    static final int BY_CALLER = 3;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("gateway.transfers.by-caller", String.valueOf(BY_CALLER), "gateway.transfers.window", "5m");
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
