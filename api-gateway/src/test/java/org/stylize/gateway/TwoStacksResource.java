package org.stylize.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.stack.StackProcess;

/** Broker and store in two processes, so that a test can kill the one without the other. */
public final class TwoStacksResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable Stacks stacks;

    /**
     * Both.
     *
     * @param broker the stack whose broker is used
     * @param store the stack whose store is used
     */
    public record Stacks(StackProcess broker, StackProcess store) {}

    @Override
    public Map<String, String> start() {
        stacks = new Stacks(StackProcess.start(), StackProcess.start());
        return Map.of(
                "gateway.access.anonymous",
                "true",
                "gateway.kafka.bootstrap-servers",
                stacks.broker().bootstrapServers(),
                "gateway.s3.endpoint",
                stacks.store().s3Endpoint(),
                "gateway.s3.access-key",
                stacks.store().accessKey(),
                "gateway.s3.secret-key",
                stacks.store().secretKey(),
                "gateway.s3.bucket",
                stacks.store().bucket());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(stacks, new TestInjector.MatchesType(Stacks.class));
    }

    @Override
    public void stop() {
        if (stacks != null) {
            stacks.broker().close();
            stacks.store().close();
        }
    }
}
