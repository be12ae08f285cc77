package org.stylize.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.stack.StackProcess;
import org.stylize.testing.KafkaClientProbe;

/** A real broker and a real store for the tests of the whole gateway, started once for all of them. */
public final class StackResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable StackProcess stack;

    @Override
    public Map<String, String> start() {
        stack = StackProcess.start();
        return Map.ofEntries(
                // No worker takes requests here, so those of earlier tests would be in the way of the next.
                Map.entry("gateway.ledger.window", "100000"),
                Map.entry("gateway.kafka.properties.\"metric.reporters\"", KafkaClientProbe.class.getName()),
                Map.entry("gateway.kafka.properties.\"retry.backoff.max.ms\"", "1234"),
                Map.entry("gateway.kafka.bootstrap-servers", stack.bootstrapServers()),
                Map.entry("gateway.s3.endpoint", stack.s3Endpoint()),
                Map.entry("gateway.s3.public-endpoint", stack.s3Endpoint()),
                Map.entry("gateway.s3.access-key", stack.accessKey()),
                Map.entry("gateway.s3.secret-key", stack.secretKey()),
                Map.entry("gateway.s3.bucket", stack.bucket()),
                Map.entry("gateway.access.anonymous", "true"),
                Map.entry("gateway.links.plain-http", "true"),
                Map.entry("gateway.links.networks", "127.0.0.1"),
                Map.entry("gateway.webhooks.plain-http", "true"),
                Map.entry("gateway.webhooks.networks", "127.0.0.1"),
                Map.entry("gateway.webhooks.retries", "300ms,500ms,1s"),
                Map.entry("gateway.events.heartbeat", "300ms"),
                Map.entry("gateway.queue.refresh", "500ms"));
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
