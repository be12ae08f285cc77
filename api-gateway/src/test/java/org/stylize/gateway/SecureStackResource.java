package org.stylize.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.stylize.gateway.access.KeyText;

/** Like {@link StackResource}, but requests need a key; the first one is configured. */
public final class SecureStackResource implements QuarkusTestResourceLifecycleManager {
    private final StackResource stack = new StackResource();
    private final KeyText firstKey = KeyText.random(new SecureRandom());

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(stack.start());
        settings.put("gateway.access.anonymous", "false");
        settings.put("gateway.access.first-key", firstKey.reveal());
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        stack.inject(injector);
        injector.injectIntoFields(firstKey, new TestInjector.MatchesType(KeyText.class));
    }

    @Override
    public void stop() {
        stack.stop();
    }
}
