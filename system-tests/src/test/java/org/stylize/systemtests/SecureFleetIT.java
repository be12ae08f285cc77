package org.stylize.systemtests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.base.TrustStore;
import org.stylize.proto.Encoded;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobCommand;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;

/** Everything over TLS, with passwords and rights, as {@code scripts/stack --secure} sets it up. */
class SecureFleetIT {
    private static final Path PHOTOGRAPH = Checkout.file("samples/photographs/chelsea.jpg");
    private static final Path PAINTING = Checkout.file("samples/paintings/night-over-the-bay.jpg");
    private static final Duration START_DEADLINE = Duration.ofMinutes(5);
    private static final Duration JOB_DEADLINE = Duration.ofMinutes(10);
    private static final Pattern FIRST_KEY = Pattern.compile("sty_[0-9A-Za-z_]{20,}");
    private static final String STORE_SECRET = "gateway.s3.secret-key";
    private static final Tenant ACME = new Tenant("acme");
    private static final Tenant BETA = new Tenant("beta");

    @TempDir
    private static Path data;

    private static Fleet fleet;
    private static URI gateway;
    private static Path keyFile;

    private final JobCodec codec = new JobCodec("/another/team");

    @BeforeAll
    static void startFleet() throws IOException {
        fleet = new Fleet(new FleetSettings(
                Checkout.root(),
                data,
                0,
                0,
                0,
                Map.of(
                        "worker.threads", "1",
                        "gateway.access.anonymous", "false",
                        "stack.secure", "",
                        "stack.tenants", "acme,beta")));
        fleet.startStack();
        ServiceProcess started = fleet.startGateway();
        ServiceProcess worker = fleet.startWorker();
        gateway = URI.create(started.awaitReady(START_DEADLINE).getProperty("http.url"));
        worker.awaitReady(START_DEADLINE);
        Matcher key = await().atMost(START_DEADLINE).until(() -> FIRST_KEY.matcher(started.log()), Matcher::find);
        Path firstKey = Files.writeString(data.resolve("first-key"), key.group());
        CommandLineClient.Result made = new CommandLineClient(gateway)
                .run(
                        "keys",
                        "create",
                        "for the test",
                        "--scope",
                        "submit",
                        "--scope",
                        "read",
                        "--key-file",
                        firstKey.toString(),
                        "--ca-file",
                        secure("ca.pem").toString());
        Matcher another = FIRST_KEY.matcher(made.output());
        assertThat(another.find()).as(made.output()).isTrue();
        keyFile = Files.writeString(data.resolve("key"), another.group());
        for (Tenant tenant : List.of(ACME, BETA)) {
            Path objects = Files.createDirectories(data.resolve("stack/s3/stylize/" + tenant + "/uploads/mine"));
            Files.copy(PHOTOGRAPH, objects.resolve("content.jpg"));
            Files.copy(PAINTING, objects.resolve("style.jpg"));
        }
    }

    @AfterAll
    static void noSecretIsInTheLogs() throws IOException {
        if (fleet == null) {
            return;
        }
        fleet.close();
        List<String> secrets =
                new ArrayList<>(read(secure("passwords.properties")).values());
        secrets.add(Files.readString(keyFile));
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs).hasSizeGreaterThan(3);
            for (Path log : logs) {
                assertThat(Files.readString(log, ISO_8859_1)) // the logs of RocksDB are no text
                        .as(log.toString())
                        .doesNotContain(secrets.toArray(String[]::new))
                        .doesNotContain("X-Amz-Signature");
            }
        }
    }

    @Test
    void aUserSubmitsAndGetsThePictureByHttps(@TempDir Path directory) {
        Path picture = directory.resolve("out.png");

        CommandLineClient.Result result =
                new CommandLineClient(gateway).paint(PHOTOGRAPH, PAINTING, picture, keyFile, secure("ca.pem"));
        CommandLineClient.Result untrusted =
                new CommandLineClient(gateway).run("list", "--key-file", keyFile.toString());

        assertThat(gateway.getScheme()).isEqualTo("https");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(picture).isNotEmptyFile();
        assertThat(untrusted.exitCode()).as(untrusted.output()).isEqualTo(4);
    }

    @Test
    void aTenantsServiceSubmitsOverKafkaAndHearsOfItsOwnJobsOnly() throws Exception {
        StylizationJob mine = job(ACME);
        StylizationJob others = job(BETA);
        try (Producer<String, byte[]> acme = producer("tenant-acme");
                Producer<String, byte[]> beta = producer("tenant-beta")) {
            submit(acme, ACME, mine.withTenant(Tenant.DEFAULT)); // says nothing: the topic does
            submit(beta, BETA, others);

            assertThat(last(ACME, mine.id())).isInstanceOf(JobEvent.Completed.class);
            assertThat(last(BETA, others.id())).isInstanceOf(JobEvent.Completed.class);
            assertThat(events(ACME)).extracting(JobEvent::id).doesNotContain(others.id());
        }
    }

    @Test
    void aTenantsServiceCannotSpeakForAnotherTenant() throws Exception {
        StylizationJob pretended = job(BETA);
        StylizationJob reaching = job(BETA).withTenant(ACME); // with pictures of another tenant
        StylizationJob others = job(BETA);
        try (Producer<String, byte[]> acme = producer("tenant-acme");
                Producer<String, byte[]> beta = producer("tenant-beta")) {
            submit(acme, ACME, pretended);
            submit(acme, ACME, reaching);

            assertFailed(pretended.id(), ProblemType.INVALID_JOB);
            assertFailed(reaching.id(), ProblemType.OBJECT_NOT_ALLOWED);

            submit(beta, BETA, others);
            await().atMost(JOB_DEADLINE)
                    .until(() -> !eventsOf(BETA, others.id()).isEmpty());
            JobCommand cancel =
                    new JobCommand.Cancel(others.id(), Clock.systemUTC().instant());
            send(acme, Topics.submissionsOf(ACME), codec.encodeCommand(cancel, Trace.NONE));
            assertThat(last(BETA, others.id())).isInstanceOf(JobEvent.Completed.class);

            for (String topic : List.of(Topics.SUBMISSIONS, Topics.submissionsOf(BETA), Topics.KEYS, Topics.REPORTS)) {
                assertThatThrownBy(() -> send(acme, topic, codec.encodeSubmission(others)))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    void aGatewayTakesItsSecretsFromFiles(@TempDir Path directory) throws IOException {
        Map<String, String> settings = read(secure("gateway.properties"));
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve(STORE_SECRET), String.valueOf(settings.remove(STORE_SECRET)));
        Path rest = Files.writeString(
                directory.resolve("rest.properties"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(joining("\n")));

        try (ServiceProcess started = gateway(
                "secrets-in-files",
                rest,
                Map.of(
                        "SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS",
                        secrets.toString(),
                        "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                        "true"))) {
            URI address = URI.create(started.awaitReady(START_DEADLINE).getProperty("http.url"));
            CommandLineClient.Result submitted = new CommandLineClient(address)
                    .run(
                            "submit",
                            PHOTOGRAPH.toString(),
                            PAINTING.toString(),
                            "--preset",
                            "d2l",
                            "--size",
                            "48",
                            "--steps",
                            "2",
                            "--key-file",
                            keyFile.toString(),
                            "--ca-file",
                            secure("ca.pem").toString());

            assertThat(submitted.exitCode()).as(submitted.output()).isZero(); // the pictures are in the store
            ObjectMapper json = new ObjectMapper();
            List<String> records =
                    started.log().lines().filter(line -> line.startsWith("{")).toList();
            assertThat(records).hasSizeGreaterThan(2);
            for (String line : records) {
                assertThat(json.readTree(line).path("message").asText())
                        .as(line)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aGatewayCanAskItsClientsForCertificates() throws Exception {
        try (ServiceProcess started = gateway(
                "certificates-asked",
                secure("gateway.properties"),
                Map.of("GATEWAY_HTTP_TLS_CLIENT_AUTHORITIES", secure("ca.pem").toString()))) {
            URI me = URI.create(started.awaitReady(START_DEADLINE).getProperty("http.url") + "/v1/me");
            HttpRequest request = HttpRequest.newBuilder(me).build();
            TrustStore trust = TrustStore.read(secure("ca.pem"), "PEM", null);

            assertThatThrownBy(() -> send(trust.context(), request)).isInstanceOf(IOException.class);
            assertThat(send(withCertificate(trust), request)).isEqualTo(401); // now for an API key
        }
    }

    private static int send(SSLContext tls, HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The gateway's own certificate, as that of a client: the authority signs for both. */
    private static SSLContext withCertificate(TrustStore trust) throws IOException, GeneralSecurityException {
        byte[] key = Base64.getMimeDecoder()
                .decode(Files.readString(secure("gateway-key.pem")).replaceAll("-----[A-Z ]+-----", ""));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (InputStream chain = Files.newInputStream(secure("gateway-certificate.pem"))) {
            keys.setKeyEntry(
                    "client",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    new char[0],
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(chain)
                            .toArray(Certificate[]::new));
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new TrustManager[] {trust.manager()}, null);
        return context;
    }

    /** One more gateway of the same fleet. */
    private static ServiceProcess gateway(String name, Path settings, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        Path readyFile = data.resolve(name + ".ready");
        all.put("STYLIZE_NO_BUILD", "1");
        all.put("GATEWAY_NAME", name);
        all.put("GATEWAY_HTTP_PORT", "0");
        all.put("GATEWAY_MANAGEMENT_PORT", "0");
        all.put("GATEWAY_READY_FILE", readyFile.toString());
        List<String> command = List.of(Checkout.file("scripts/gateway").toString(), "--settings", settings.toString());
        return ServiceProcess.start(
                new ServiceProcess.Spec(name, command, all, data.resolve(name + ".log"), readyFile));
    }

    private void assertFailed(JobId id, ProblemType type) throws IOException {
        assertThat(last(ACME, id)).isInstanceOfSatisfying(JobEvent.Failed.class, failed -> assertThat(
                        failed.problem().type())
                .isEqualTo(type));
    }

    private static StylizationJob job(Tenant tenant) {
        String place = tenant + "/uploads/mine/";
        return StylizationJob.of(
                        JobId.random(),
                        JobPictures.of(
                                new ImageRef("stylize", place + "content.jpg"),
                                List.of(new ImageRef("stylize", place + "style.jpg"))),
                        new RecipeChoice.Preset("d2l", "{\"steps\": 3, \"longSidePixels\": 48}"),
                        Clock.systemUTC().instant(),
                        null)
                .withTenant(tenant);
    }

    private void submit(Producer<String, byte[]> producer, Tenant tenant, StylizationJob job) throws Exception {
        send(producer, Topics.submissionsOf(tenant), codec.encodeSubmission(job));
    }

    private static void send(Producer<String, byte[]> producer, String topic, Encoded record) throws Exception {
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(topic, record.key(), record.value().toByteArray());
        record.headers().forEach((name, value) -> sent.headers().add(name, value.getBytes(UTF_8)));
        producer.send(sent).get();
    }

    /** The event with which the job ended. */
    private JobEvent last(Tenant tenant, JobId id) throws IOException {
        List<JobEvent> all = await().atMost(JOB_DEADLINE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> eventsOf(tenant, id),
                        events -> !events.isEmpty()
                                && (events.get(events.size() - 1) instanceof JobEvent.Completed
                                        || events.get(events.size() - 1) instanceof JobEvent.Failed));
        return all.get(all.size() - 1);
    }

    private List<JobEvent> eventsOf(Tenant tenant, JobId id) throws IOException {
        return events(tenant).stream().filter(event -> event.id().equals(id)).toList();
    }

    /** All events so far that the tenant may read. */
    private List<JobEvent> events(Tenant tenant) throws IOException {
        Map<String, Object> config = settings("tenant-" + tenant);
        config.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.eventsOf(tenant)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<JobEvent> found = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> found.add(event(record)));
            }
            return found;
        }
    }

    private JobEvent event(ConsumerRecord<String, byte[]> record) {
        return codec.decodeEvent(Received.of(record.key(), record.value(), name -> null));
    }

    private static Producer<String, byte[]> producer(String user) throws IOException {
        return new KafkaProducer<>(settings(user), new StringSerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> settings(String user) throws IOException {
        return new HashMap<>(read(secure("kafka-" + user + ".properties")));
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        return settings;
    }

    private static Path secure(String name) {
        return fleet.secured().orElseThrow().resolve(name);
    }
}
