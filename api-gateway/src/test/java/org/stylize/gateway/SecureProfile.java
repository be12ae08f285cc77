package org.stylize.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** A gateway that asks for keys, over {@link SecureStackResource} alone. */
public final class SecureProfile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(SecureStackResource.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
