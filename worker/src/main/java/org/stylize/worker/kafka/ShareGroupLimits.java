package org.stylize.worker.kafka;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;

/** What the broker is set to for the workers' share group. */
final class ShareGroupLimits {
    private static final String DELIVERY_LIMIT = "share.delivery.count.limit";
    private static final int DEFAULT_DELIVERY_LIMIT = 5; // Kafka's, for brokers that don't say
    private static final int TIMEOUT_MILLIS = 10_000;

    /**
     * How often the broker delivers a record before it drops it in silence.
     *
     * @throws KafkaException if the broker can't be reached or refuses
     */
    static int deliveryLimit(KafkaSettings kafka) throws InterruptedException {
        Map<String, Object> config = kafka.client(
                KafkaSettings.Client.ADMIN,
                Map.of(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        TIMEOUT_MILLIS,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        TIMEOUT_MILLIS));
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKER_GROUP);
        try (Admin admin = Admin.create(config)) {
            Map<ConfigResource, Config> found =
                    admin.describeConfigs(List.of(group)).all().get();
            ConfigEntry limit = requireNonNull(found.get(group)).get(DELIVERY_LIMIT);
            return limit == null ? DEFAULT_DELIVERY_LIMIT : Integer.parseInt(limit.value());
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "cannot read the settings of the share group " + Topics.WORKER_GROUP, e.getCause());
        }
    }

    private ShareGroupLimits() {}
}
