package org.stylize.stack;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;
import org.stylize.base.TrustStore;
import org.stylize.proto.Topics;

/**
 * Creates the topics, the settings of the share group, and the bucket, on any Kafka and any S3 store.
 *
 * <p>May be run again at any time: existing topics and buckets stay, and their settings are set again.
 */
final class Provisioning {
    /** How many offsets may follow a request that is open: as many as Kafka can. */
    private static final int WINDOW = 10_000;

    /** The same for a broker without {@code group.share.max.partition.max.record.locks}. */
    private static final int WINDOW_BY_DEFAULT = 4000;

    private Provisioning() {}

    /**
     * What Kafka gets.
     *
     * @param bootstrapServers as Kafka's clients take it
     * @param partitions of each topic that is not there yet and may have more than one
     * @param replication how many replicas, and how many of them a write needs
     * @param lockDuration how long a worker holds a request without renewing it; from the broker's least (15 s, here
     *     1 s) to its largest
     * @param timeout longest wait for the broker
     * @param client more settings of the client that does it, such as TLS and password
     * @param access who else gets what
     */
    record KafkaSettings(
            String bootstrapServers,
            int partitions,
            Replication replication,
            Duration lockDuration,
            Duration timeout,
            Map<String, String> client,
            KafkaAccess access) {}

    /**
     * Where the store is, who asks, and the bucket.
     *
     * @param authorities PEM file with the certificates of the authorities to trust; null for Java's own
     */
    record S3Settings(
            String endpoint,
            String accessKey,
            String secretKey,
            String bucket,
            @Nullable Path authorities) {}

    /**
     * What became of it.
     *
     * @param made topics that were not there before
     * @param shortcomings what is less safe than was asked for
     */
    record Provisioned(List<String> made, List<String> shortcomings) {
        Provisioned {
            made = List.copyOf(made);
            shortcomings = List.copyOf(shortcomings);
        }
    }

    /**
     * Makes topics and sets the group.
     *
     * @throws StackException if the broker cannot be reached or refuses, there are too few brokers, or topics that the
     *     ledger reads together have different numbers of partitions
     */
    static Provisioned provisionKafka(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                settings.timeout().toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                settings.timeout().toMillis());
        try (Admin admin = Admin.create(config)) {
            settings.replication().require(admin, settings.bootstrapServers());
            List<String> made = makeTopics(admin, settings);
            settings.access().apply(admin);
            admin.incrementalAlterConfigs(settingsOf(topics(settings))).all().get();
            setGroup(admin, settings.lockDuration());
            requireCoPartitioning(admin.describeTopics(TopicSettings.CO_PARTITIONED)
                    .allTopicNames()
                    .get()
                    .values());
            return new Provisioned(made, settings.replication().shortcomings(admin));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StackException(
                    ExitCodes.FAILED,
                    "Cannot set up Kafka at " + settings.bootstrapServers() + ": " + cause.getMessage(),
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException(ExitCodes.FAILED, "Interrupted while setting up Kafka.", e);
        }
    }

    /**
     * Makes the bucket.
     *
     * @return whether it was not there before
     * @throws StackException if the store cannot be reached or refuses
     */
    @SuppressWarnings("try") // the client's close() may throw InterruptedException, but nobody interrupts this thread
    static boolean provisionS3(S3Settings settings) {
        try (MinioClient client = client(settings)) {
            if (client.bucketExists(
                    BucketExistsArgs.builder().bucket(settings.bucket()).build())) {
                return false;
            }
            client.makeBucket(MakeBucketArgs.builder().bucket(settings.bucket()).build());
            return true;
        } catch (Exception e) { // the library's close() declares it
            throw new StackException(
                    ExitCodes.FAILED,
                    "Cannot set up bucket " + settings.bucket() + " at " + settings.endpoint() + ": " + e.getMessage(),
                    e);
        }
    }

    private static MinioClient client(S3Settings settings) {
        MinioClient.Builder builder = MinioClient.builder()
                .endpoint(settings.endpoint())
                .credentials(settings.accessKey(), settings.secretKey());
        if (settings.authorities() != null) {
            TrustStore trust = TrustStore.read(settings.authorities(), "PEM", null);
            builder.httpClient(
                    new OkHttpClient.Builder()
                            .protocols(List.of(Protocol.HTTP_1_1)) // as the SDK's own client
                            .sslSocketFactory(trust.context().getSocketFactory(), trust.manager())
                            .build(),
                    true);
        }
        return builder.build();
    }

    private static List<String> makeTopics(Admin admin, KafkaSettings settings)
            throws InterruptedException, ExecutionException {
        Collection<String> present = new TreeSet<>(admin.listTopics().names().get());
        List<NewTopic> missing = topics(settings).stream()
                .filter(topic -> !present.contains(topic.name()))
                .map(topic -> newTopic(topic, settings))
                .toList();
        admin.createTopics(missing).all().get();
        return missing.stream().map(NewTopic::name).toList();
    }

    private static NewTopic newTopic(TopicSettings topic, KafkaSettings settings) {
        short replicas = settings.replication().replicas();
        int partitions = topic.undivided() ? 1 : settings.partitions();
        return new NewTopic(
                        topic.name(),
                        Optional.of(partitions),
                        Optional.of(replicas).filter(count -> count > 0))
                .configs(topic.config());
    }

    private static List<TopicSettings> topics(KafkaSettings settings) {
        short leastInSync = settings.replication().leastInSync();
        return TopicSettings.all(settings.access().tenants()).stream()
                .map(topic -> leastInSync > 0 ? topic.withLeastInSync(leastInSync) : topic)
                .toList();
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> settingsOf(List<TopicSettings> topics) {
        Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
        for (TopicSettings topic : topics) {
            settings.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), set(topic.config()));
        }
        return settings;
    }

    private static void setGroup(Admin admin, Duration lockDuration) throws ExecutionException, InterruptedException {
        try {
            setGroup(admin, lockDuration, WINDOW);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof InvalidConfigurationException)) {
                throw e;
            }
            setGroup(admin, lockDuration, WINDOW_BY_DEFAULT);
        }
    }

    private static void setGroup(Admin admin, Duration lockDuration, int window)
            throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKER_GROUP),
                        settingsOfGroup(lockDuration, window)))
                .all()
                .get();
    }

    private static Collection<AlterConfigOp> settingsOfGroup(Duration lockDuration, int window) {
        return set(Map.of(
                "share.auto.offset.reset",
                "earliest",
                "share.isolation.level",
                "read_committed",
                "share.partition.max.record.locks",
                String.valueOf(window),
                "share.record.lock.duration.ms",
                String.valueOf(lockDuration.toMillis())));
    }

    private static Collection<AlterConfigOp> set(Map<String, String> config) {
        List<AlterConfigOp> operations = new ArrayList<>();
        config.forEach((name, value) -> operations.add(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET)));
        return operations;
    }

    private static void requireCoPartitioning(Collection<TopicDescription> topics) {
        Map<String, Integer> partitions = new HashMap<>();
        topics.forEach(topic -> partitions.put(topic.name(), topic.partitions().size()));
        if (partitions.values().stream().distinct().count() > 1) {
            throw new StackException(
                    ExitCodes.FAILED,
                    "The ledger reads these topics together, so they need the same number of partitions, but they have "
                            + partitions + ".",
                    null);
        }
    }
}
