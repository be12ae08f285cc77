package org.stylize.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A gateway with settings of its own over a stack of its own. */
public abstract class StackProfile implements QuarkusTestProfile {
    private final Class<? extends QuarkusTestResourceLifecycleManager> stack;
    private final Map<String, String> settings;

    StackProfile(Class<? extends QuarkusTestResourceLifecycleManager> stack, Map<String, String> settings) {
        this.stack = stack;
        this.settings = settings;
    }

    @Override
    public final Map<String, String> getConfigOverrides() {
        return settings;
    }

    @Override
    public final List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(stack));
    }

    @Override
    public final boolean disableGlobalTestResources() {
        return true;
    }
}
