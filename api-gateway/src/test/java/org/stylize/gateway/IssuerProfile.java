package org.stylize.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** A gateway that asks for keys or tokens, over {@link IssuerResource} alone. */
public final class IssuerProfile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(IssuerResource.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
