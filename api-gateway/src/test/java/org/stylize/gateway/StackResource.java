package org.stylize.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.stack.StackProcess;

/** A real broker and a real store for the tests of the whole gateway, started once for all of them. */
public final class StackResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable StackProcess stack;

    @Override
    public Map<String, String> start() {
        stack = StackProcess.start();
        return Map.of(
                "gateway.kafka.bootstrap-servers",
                stack.bootstrapServers(),
                "gateway.s3.endpoint",
                stack.s3Endpoint(),
                "gateway.s3.access-key",
                stack.accessKey(),
                "gateway.s3.secret-key",
                stack.secretKey(),
                "gateway.s3.bucket",
                stack.bucket(),
                "gateway.events.heartbeat",
                "300ms",
                "gateway.queue.refresh",
                "500ms");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(stack, new TestInjector.MatchesType(StackProcess.class));
    }

    @Override
    public void stop() {
        if (stack != null) {
            stack.close();
        }
    }
}
