package org.stylize.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveBucketArgs;
import io.minio.RemoveObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.base.TrustStore;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;

/** What each user of a secured stack can do, tried with real clients. */
class SecureStackIT {
    private static final Tenant ACME = new Tenant("acme");
    private static final Tenant BETA = new Tenant("beta");
    private static final List<String> TOPICS = topics();
    private static final int PATIENCE_MILLIS = 20_000;

    private static StackProcess stack;

    private static List<String> topics() {
        TreeSet<String> all = new TreeSet<>(Topics.ALL);
        for (Tenant tenant : List.of(ACME, BETA)) {
            all.add(Topics.submissionsOf(tenant));
            all.add(Topics.eventsOf(tenant));
        }
        return List.copyOf(all);
    }

    @BeforeAll
    static void start() {
        stack = StackProcess.start("--secure", "--tenants", "acme,beta");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void gatewaysReadAndWriteWhatTheLedgerAndTheViewsNeed() throws Exception {
        assertThat(writable("gateway"))
                .containsExactlyInAnyOrder(
                        Topics.SUBMISSIONS,
                        Topics.REQUESTS,
                        Topics.REPORTS,
                        Topics.CONTROL,
                        Topics.EVENTS,
                        Topics.JOBS,
                        Topics.DEAD_LETTERS,
                        Topics.KEYS,
                        Topics.USAGE,
                        Topics.SESSIONS,
                        Topics.BATCHES,
                        Topics.AUDIT,
                        Topics.WEBHOOKS,
                        Topics.WEBHOOK_DELIVERIES,
                        Topics.eventsOf(ACME),
                        Topics.eventsOf(BETA));
        assertThat(readable("gateway"))
                .containsExactlyInAnyOrder(
                        Topics.SUBMISSIONS,
                        Topics.REPORTS,
                        Topics.EVENTS,
                        Topics.PROGRESS,
                        Topics.JOBS,
                        Topics.DEAD_LETTERS,
                        Topics.KEYS,
                        Topics.USAGE,
                        Topics.SESSIONS,
                        Topics.BATCHES,
                        Topics.WEBHOOKS,
                        Topics.WEBHOOK_DELIVERIES,
                        Topics.submissionsOf(ACME),
                        Topics.submissionsOf(BETA));
    }

    @Test
    void workersSeeRequestsAndOrdersAndNoKeysOrSubmissions() throws Exception {
        assertThat(writable("worker")).containsExactlyInAnyOrder(Topics.REPORTS, Topics.PROGRESS, Topics.DEAD_LETTERS);
        assertThat(readable("worker")).containsExactlyInAnyOrder(Topics.REQUESTS, Topics.CONTROL);
    }

    @Test
    void servicesOfATenantReachTheTenantsTopicsOnly() throws Exception {
        assertThat(writable("tenant-acme")).containsExactly(Topics.submissionsOf(ACME));
        assertThat(readable("tenant-acme")).containsExactly(Topics.eventsOf(ACME));
        assertThat(isMember("tenant-acme", "acme.service")).isTrue();
        assertThat(isMember("tenant-acme", "acme-b.service")).isFalse();
        assertThat(isMember("tenant-acme", Topics.WORKER_GROUP)).isFalse();
    }

    @Test
    void nobodyComesInWithoutTheRightPasswordOrWithoutTls() throws Exception {
        Map<String, Object> wrong = settings("gateway");
        wrong.put(
                "sasl.jaas.config",
                String.valueOf(wrong.get("sasl.jaas.config")).replaceFirst("password=\".", "password=\"!"));
        Map<String, Object> plain = Map.of(
                "bootstrap.servers", stack.bootstrapServers(),
                "default.api.timeout.ms", 3_000,
                "request.timeout.ms", 2_000);

        try (Admin admin = Admin.create(wrong)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
        try (Admin admin = Admin.create(plain)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void keysOfTheStoreDoWhatTheirServicesNeed() throws Exception {
        MinioClient worker = store("worker");
        MinioClient gateway = store("gateway");
        put(gateway, "acme/uploads/1/content.png");
        put(gateway, "acme/jobs/1/pastiche.png");
        put(worker, "acme/jobs/1/pastiche.png");
        put(worker, "cache/styles/a/description.safetensors");

        assertThat(read(worker, "acme/uploads/1/content.png")).isEqualTo("x");
        assertRefused(() -> put(worker, "acme/uploads/1/content.png"));
        assertRefused(() -> remove(worker, "acme/uploads/1/content.png"));
        for (MinioClient service : List.of(worker, gateway)) {
            assertThat(service.bucketExists(
                            BucketExistsArgs.builder().bucket(stack.bucket()).build()))
                    .isTrue();
            assertRefused(() -> {
                service.makeBucket(MakeBucketArgs.builder().bucket("another").build());
                return "made";
            });
            assertRefused(() -> {
                service.removeBucket(
                        RemoveBucketArgs.builder().bucket(stack.bucket()).build());
                return "removed";
            });
        }
        remove(gateway, "acme/jobs/1/pastiche.png");
        worker.close();
        gateway.close();
    }

    @Test
    void passwordsAndAuthorityOutliveAStopAndOnlyTheOwnerReadsThem() throws Exception {
        String authority = Files.readString(secure("ca.pem"));
        String passwords = Files.readString(secure("passwords.properties"));

        stack.stop();
        stack.restart();

        assertThat(Files.readString(secure("ca.pem"))).isEqualTo(authority);
        assertThat(Files.readString(secure("passwords.properties"))).isEqualTo(passwords);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secure("."))))
                .isEqualTo("rwx------");
        try (Admin admin = Admin.create(settings("admin"))) {
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(TOPICS);
        }
    }

    @Test
    void openDataAreNotLockedUpLaterAndSecuredDataNotOpened(@TempDir Path temp) throws Exception {
        Path data = Files.createDirectories(temp.resolve("kafka")).getParent();
        Files.createFile(data.resolve("kafka/meta.properties"));

        Program secured = Program.run("--secure", "--data", data.toString(), "--kafka-port", "0", "--s3-port", "0");
        Files.createDirectory(data.resolve("secure"));
        Program opened = Program.run("--data", data.toString(), "--kafka-port", "0", "--s3-port", "0");

        assertThat(secured.exitCode()).isEqualTo(1);
        assertThat(secured.output()).contains("were made without --secure");
        assertThat(opened.exitCode()).isEqualTo(1);
        assertThat(opened.output()).contains("were made with --secure");
    }

    @Test
    void aTenantsNameIsChecked() throws Exception {
        Program program = Program.run("--secure", "--tenants", "Not a name");

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.output()).contains("'Not a name' is no tenant's name");
    }

    /** Topics that the user may write to. */
    private static Set<String> writable(String user) throws Exception {
        Map<String, Object> config = settings(user);
        config.put("max.block.ms", PATIENCE_MILLIS);
        Set<String> found = new TreeSet<>();
        for (String topic : TOPICS) {
            // With a producer for each: one that was refused its transactional or idempotent state is of no more use.
            try (Producer<String, String> producer =
                    new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>(topic, "key", "no message of this topic"))
                        .get();
                found.add(topic);
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            }
        }
        return found;
    }

    /** Topics that the user may read. */
    private static Set<String> readable(String user) throws IOException {
        Set<String> found = new TreeSet<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings(user), new StringDeserializer(), new StringDeserializer())) {
            for (String topic : TOPICS) {
                TopicPartition partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                try {
                    consumer.seekToBeginning(List.of(partition));
                    consumer.position(
                            partition, Duration.ofMillis(PATIENCE_MILLIS)); // needs the right to describe only
                    consumer.poll(Duration.ofMillis(200));
                    found.add(topic);
                } catch (AuthorizationException e) {
                    assertThat(e).hasMessageContaining(topic);
                }
            }
        }
        return found;
    }

    /** Whether the user may ask for the offsets of that group, as its members do. */
    private static boolean isMember(String user, String group) throws IOException {
        Map<String, Object> config = settings(user);
        config.put("group.id", group);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.committed(
                    Set.of(new TopicPartition(Topics.eventsOf(ACME), 0)), Duration.ofMillis(PATIENCE_MILLIS));
            return true;
        } catch (GroupAuthorizationException e) {
            return false;
        }
    }

    /** Settings of a Kafka client of that user, taken from the files that the stack writes. */
    private static Map<String, Object> settings(String user) throws IOException {
        Map<String, Object> client = new HashMap<>();
        if (user.equals("gateway") || user.equals("worker")) {
            String prefix = user + ".kafka.properties.\"";
            read(secure(user + ".properties")).forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    client.put(name.substring(prefix.length(), name.length() - 1), value);
                }
            });
            client.put("bootstrap.servers", stack.bootstrapServers());
        } else {
            client.putAll(read(secure("kafka-" + user + ".properties")));
        }
        return client;
    }

    private static MinioClient store(String service) throws IOException {
        Map<String, String> settings = read(secure(service + ".properties"));
        TrustStore trust = TrustStore.read(secure("ca.pem"), "PEM", null);
        return MinioClient.builder()
                .endpoint(settings.get(service + ".s3.endpoint"))
                .credentials(settings.get(service + ".s3.access-key"), settings.get(service + ".s3.secret-key"))
                .httpClient(
                        new OkHttpClient.Builder()
                                .sslSocketFactory(trust.context().getSocketFactory(), trust.manager())
                                .build(),
                        true)
                .build();
    }

    private static String put(MinioClient client, String key) throws Exception {
        client.putObject(PutObjectArgs.builder()
                .bucket(stack.bucket())
                .object(key)
                .data(new byte[] {'x'}, 1)
                .build());
        return "stored";
    }

    private static String remove(MinioClient client, String key) throws Exception {
        client.removeObject(
                RemoveObjectArgs.builder().bucket(stack.bucket()).object(key).build());
        return "removed";
    }

    private static String read(MinioClient client, String key) throws Exception {
        try (var object = client.getObject(
                GetObjectArgs.builder().bucket(stack.bucket()).object(key).build())) {
            return new String(object.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void assertRefused(Callable<String> call) {
        assertThatThrownBy(call::call).isInstanceOfSatisfying(ErrorResponseException.class, e -> assertThat(
                        e.response().code())
                .isEqualTo(403));
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }

    private static Path secure(String name) {
        return stack.dataDirectory().resolve("secure").resolve(name);
    }
}
