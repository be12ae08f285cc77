package org.stylize.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Like {@link SecureStackResource}, with an OpenID Connect issuer beside it, which does not run before a test starts it. */
public final class IssuerResource implements QuarkusTestResourceLifecycleManager {
    private final SecureStackResource stack = new SecureStackResource();
    private final Issuer issuer = new Issuer();

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(stack.start());
        settings.putAll(issuer.settings());
        settings.put("gateway.http.behind-proxy", "true");
        settings.put("gateway.http.cors-origins", "https://studio.example");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        stack.inject(injector);
        injector.injectIntoFields(issuer, new TestInjector.MatchesType(Issuer.class));
    }

    @Override
    public void stop() {
        issuer.close();
        stack.stop();
    }
}
