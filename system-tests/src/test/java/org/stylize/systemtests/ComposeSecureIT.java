package org.stylize.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.Topics;
import org.stylize.stack.fleet.ServiceProcess;

/**
 * The system of the compose file as processes of this machine: with its secrets, its broker, its way to set up Kafka, and
 * the settings of its services. Instead of MinIO there is the stack's store, which knows the same keys.
 */
class ComposeSecureIT {
    private static final Duration START_DEADLINE = Duration.ofMinutes(5);
    private static final Pattern FIRST_KEY = Pattern.compile("sty_[0-9A-Za-z_]{20,}");
    private static final Pattern MOUNTED = Pattern.compile("/run/stylize/([\\w./-]+)");
    private static final int PATIENCE_MILLIS = 5_000;

    @TempDir
    private static Path data;

    private static final Deque<AutoCloseable> running = new ArrayDeque<>();

    private static ComposeSecrets secrets;
    private static ComposeBroker broker;
    private static String s3Endpoint;

    @BeforeAll
    static void start() throws Exception {
        secrets = ComposeSecrets.make(data.resolve("secrets"));
        broker = ComposeBroker.start(secrets, Files.createDirectories(data.resolve("kafka")));
        running.push(broker);
        s3Endpoint = startStore();
        secrets.provision(broker.internal(), s3Endpoint);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
        List<String> passwords = List.copyOf(
                secrets.settings("authority", "passwords.properties").values());
        assertThat(passwords).hasSizeGreaterThan(6);
        assertThat(broker.log()).doesNotContain(passwords);
    }

    @Test
    void everyFileThatAServiceNamesIsInItsSecrets() throws IOException {
        for (String file : List.of("docker-compose.yml", "docker-compose.tls.yml")) {
            ComposeFile.read(Checkout.file(file)).services().forEach((name, service) -> MOUNTED.matcher(
                            service.content().toString())
                    .results()
                    .forEach(named -> assertThat(secrets.here(name).resolve(named.group(1)))
                            .exists()));
        }
        for (String line : Files.readAllLines(Checkout.file("deploy/minio/users.sh"))) {
            Pattern.compile("\\$secrets/([\\w.-]+)\"")
                    .matcher(line.replace("$user", "worker"))
                    .results()
                    .forEach(named -> assertThat(secrets.here("store-users").resolve(named.group(1)))
                            .isRegularFile());
        }
    }

    @Test
    void nobodyReachesTheBrokerWithoutAPassword() {
        for (String address : List.of(broker.internal(), broker.host())) {
            Map<String, Object> plain = new HashMap<>(Map.of("security.protocol", "PLAINTEXT"));
            assertThatThrownBy(() -> topics(plain, address)).hasCauseInstanceOf(TimeoutException.class);
            Map<String, Object> onlyTls = client("worker");
            onlyTls.put("security.protocol", "SSL");
            assertThatThrownBy(() -> topics(onlyTls, address)).isInstanceOf(ExecutionException.class);
            Map<String, Object> wrong = client("worker");
            wrong.compute("sasl.jaas.config", (name, login) -> String.valueOf(login)
                    .replaceFirst("password=\"[^\"]+\"", "password=\"stylize-secret\""));
            assertThatThrownBy(() -> topics(wrong, address)).hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void eachUserHasTheRightsOfItsKindOnly() throws Exception {
        write("gateway", Topics.SUBMISSIONS);
        write("worker", Topics.REPORTS);

        assertThatThrownBy(() -> write("worker", Topics.SUBMISSIONS))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> write("worker", Topics.KEYS)).hasCauseInstanceOf(TopicAuthorizationException.class);
        Map<String, Object> admin = new HashMap<>(secrets.settings("authority", "kafka-admin.properties"));
        admin.put(
                "ssl.truststore.location",
                secrets.here("authority")
                        .resolve((String) admin.get("ssl.truststore.location"))
                        .toString());
        topics(admin, broker.host());
        assertThatThrownBy(
                        () -> topics(new HashMap<>(secrets.settings("provision", "kafka.properties")), broker.host()))
                .as("PLAIN is for containers")
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void servicesComeUpWithTheirSecretsAndPaint(@TempDir Path directory) throws Exception {
        Path gatewayCa = secrets.here("gateway").resolve("ca.pem");
        int managementPort = FreePort.next(); // a fixed one, as in the compose file
        ServiceProcess gateway = service(
                "gateway",
                Map.of(
                        "gateway.http.port", "0",
                        "gateway.management.port", String.valueOf(managementPort),
                        "gateway.http.tls.certificate",
                                secrets.here("gateway")
                                        .resolve("certificate.pem")
                                        .toString(),
                        "gateway.http.tls.key",
                                secrets.here("gateway").resolve("key.pem").toString(),
                        "gateway.ledger.state-directory", data.resolve("ledger").toString()));
        ServiceProcess worker = service("worker", Map.of("worker.threads", "1"));
        Properties ready = gateway.awaitReady(START_DEADLINE);
        URI address = URI.create(ready.getProperty("http.url"));
        worker.awaitReady(START_DEADLINE);
        Matcher key = await().atMost(START_DEADLINE).until(() -> FIRST_KEY.matcher(gateway.log()), Matcher::find);
        Path keyFile = Files.writeString(directory.resolve("key"), key.group());
        Path picture = directory.resolve("out.png");

        CommandLineClient.Result result = new CommandLineClient(address)
                .paint(
                        Checkout.file("samples/photographs/chelsea.jpg"),
                        Checkout.file("samples/paintings/night-over-the-bay.jpg"),
                        picture,
                        keyFile,
                        gatewayCa);

        assertThat(ready.getProperty("management.url")).isEqualTo("http://127.0.0.1:" + managementPort);
        assertThat(address.getScheme()).isEqualTo("https");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(picture).isNotEmptyFile();
    }

    /** The stack's own store, by the same authority and with the same keys; its broker is not used. */
    private static String startStore() throws IOException {
        Path stack = Files.createDirectories(data.resolve("store/secure")).getParent();
        for (String file : List.of("ca.pem", "ca-key.pem", "passwords.properties")) {
            Files.copy(
                    secrets.here("authority").resolve(file),
                    stack.resolve("secure").resolve(file));
        }
        Path readyFile = data.resolve("store.ready");
        ServiceProcess store = ServiceProcess.start(new ServiceProcess.Spec(
                "store",
                List.of(
                        Checkout.file("scripts/stack").toString(),
                        "--secure",
                        "--data",
                        stack.toString(),
                        "--kafka-port",
                        "0",
                        "--s3-port",
                        "0",
                        "--ready-file",
                        readyFile.toString()),
                Map.of("STYLIZE_NO_BUILD", "1"),
                data.resolve("store.log"),
                readyFile));
        running.push(store);
        Properties ready = store.awaitReady(START_DEADLINE);
        return ready.getProperty("s3.endpoint");
    }

    private static ServiceProcess service(String name, Map<String, String> more) throws IOException {
        Map<String, String> settings = new TreeMap<>(secrets.settings(name, "service.properties"));
        settings.put(name + ".kafka.bootstrap-servers", broker.internal());
        settings.put(name + ".s3.endpoint", s3Endpoint);
        settings.putAll(more);
        Path file = ComposeSecrets.write(data.resolve(name + ".properties"), settings);
        Path readyFile = data.resolve(name + ".ready");
        // The scripts look at ports of the command line and the environment only.
        List<String> ports = name.equals("gateway") ? List.of("-Dgateway.http.port=0") : List.of();
        List<String> command =
                new ArrayList<>(List.of(Checkout.file("scripts/" + name).toString(), "--settings", file.toString()));
        command.addAll(ports);
        ServiceProcess process = ServiceProcess.start(new ServiceProcess.Spec(
                name,
                command,
                Map.of(
                        "STYLIZE_NO_BUILD",
                        "1",
                        name.equals("gateway") ? "GATEWAY_READY_FILE" : "WORKER_READY_FILE",
                        readyFile.toString()),
                data.resolve(name + ".log"),
                readyFile));
        running.push(process);
        return process;
    }

    /** Settings of a Kafka client of that service. */
    private static Map<String, Object> client(String service) {
        String prefix = service + ".kafka.properties.\"";
        Map<String, Object> client = new HashMap<>();
        secrets.settings(service, "service.properties").forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                client.put(name.substring(prefix.length(), name.length() - 1), value);
            }
        });
        return client;
    }

    private static void topics(Map<String, Object> client, String address)
            throws InterruptedException, ExecutionException {
        client.put("bootstrap.servers", address);
        client.put("default.api.timeout.ms", PATIENCE_MILLIS);
        client.put("request.timeout.ms", PATIENCE_MILLIS);
        try (Admin admin = Admin.create(client)) {
            assertThat(admin.listTopics().names().get()).contains(Topics.SUBMISSIONS);
        }
    }

    /** A record that is none of ours; the ledger lays it aside. */
    private static void write(String service, String topic) throws InterruptedException, ExecutionException {
        Map<String, Object> config = client(service);
        config.put("bootstrap.servers", broker.internal());
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "nothing", "nothing".getBytes(UTF_8)))
                    .get();
        }
    }
}
