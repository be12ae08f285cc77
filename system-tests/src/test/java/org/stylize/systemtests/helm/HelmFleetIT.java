package org.stylize.systemtests.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.Topics;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;

/**
 * No cluster is there, but the programs are: they get the environment, the arguments and the files that the chart gives their
 * pods, on a broker with TLS, passwords and rights.
 */
class HelmFleetIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern FIRST_KEY = Pattern.compile("sty_[0-9A-Za-z_]{20,}");
    private static final String PROVISION = HelmChart.FULL_NAME + "-provision";
    private static final String PASSWORD = "of-the-user-provision";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static Fleet fleet;
    private static List<Resource> chart;
    private static Map<String, Map<String, String>> secrets;
    private static ServiceProcess gateway;
    private static Properties gatewayReady;

    @BeforeAll
    static void startStackAndGateway() throws Exception {
        fleet = new Fleet(new FleetSettings(Checkout.root(), data, 0, 0, 0, Map.of("stack.secure", "")));
        fleet.startStack();
        chart = HelmChart.render(
                "strimzi",
                Map.of(
                        "kafka.bootstrapServers",
                        requireNonNull(fleet.addresses().get("kafka.bootstrap-servers")),
                        "s3.endpoint",
                        requireNonNull(fleet.addresses().get("s3.endpoint")),
                        "strimzi.kafka.replicas",
                        1,
                        "workers.classes.cpu.autoscaling.enabled",
                        true,
                        "keda.prometheus.serverAddress",
                        "http://prometheus:9090"));
        Map<String, String> ofGateway = read("gateway.properties");
        Map<String, String> ofWorker = read("worker.properties");
        String authority = Files.readString(secure("ca.pem"));
        secrets = Map.of(
                HelmChart.FULL_NAME + "-cluster-ca-cert",
                Map.of("ca.crt", authority),
                "store-authority",
                Map.of("ca.crt", authority),
                HelmChart.FULL_NAME + "-gateway",
                login(ofGateway, "gateway"),
                HelmChart.FULL_NAME + "-worker",
                login(ofWorker, "worker"),
                PROVISION,
                Map.of(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + PROVISION
                                + "\" password=\"" + PASSWORD + "\";"),
                "store-gateway",
                store(ofGateway, "gateway"),
                "store-worker",
                store(ofWorker, "worker"));
        gateway = start(
                "gateway", "StatefulSet", "gateway", Map.of("GATEWAY_HTTP_PORT", "0", "GATEWAY_MANAGEMENT_PORT", "0"));
        gatewayReady = gateway.awaitReady(PATIENCE);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void provisionDoesItsWorkWithTheRightsOfItsUser() throws Exception {
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            PROVISION, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all()
                    .get();
            admin.createAcls(rights()).all().get();
        }
        Resource job = Resource.ofKind(chart, "Job").findFirst().orElseThrow();
        PodOnThisMachine pod = new PodOnThisMachine(data.resolve("provision"), job, chart, secrets);
        List<String> words = new ArrayList<>(List.of("java", "-cp"));
        words.add(Checkout.file("stack/target/stylize-stack.jar") + File.pathSeparator
                + Checkout.file("stack/target/lib") + "/*");
        words.add("org.stylize.stack.Stack");
        words.addAll(pod.arguments());

        String output = new Command(data, pod.environment(), words).run(PATIENCE);

        assertThat(output)
                .contains("topics made: stylize.submissions.acme, stylize.events.acme")
                .contains("bucket stylize was there");
    }

    @Test
    void topicsOfStrimziAreSetAsProvisionSetsThem() throws Exception {
        Map<String, Map<String, String>> rendered = Resource.ofKind(chart, "KafkaTopic")
                .filter(topic -> Topics.ALL.contains(topic.name()))
                .collect(toMap(Resource::name, topic -> texts(topic.part("spec", "config"))));
        Map<String, Boolean> undivided = Resource.ofKind(chart, "KafkaTopic")
                .filter(topic -> Topics.ALL.contains(topic.name()))
                .collect(toMap(Resource::name, topic -> topic.number("spec", "partitions") == 1));

        try (Admin admin = admin()) {
            Map<ConfigResource, Config> configs = admin.describeConfigs(Topics.ALL.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all()
                    .get();
            Map<String, Map<String, String>> made = new HashMap<>();
            configs.forEach((topic, config) -> made.put(topic.name(), changed(config)));
            assertThat(rendered).isEqualTo(made);
            admin.describeTopics(Topics.ALL).allTopicNames().get().forEach((name, topic) -> assertThat(
                            undivided.get(name))
                    .as(name)
                    .isEqualTo(topic.partitions().size() == 1));
        }
    }

    @Test
    void theGatewayAnswersWhereItsProbesAsk() throws Exception {
        Resource container = Resource.one(chart, "StatefulSet", "gateway").container();

        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            String path = container.text(probe, "httpGet", "path");
            assertThat(get(gatewayReady.getProperty("management.url"), path).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(data.resolve("gateway/var/lib/stylize/ledger")).isNotEmptyDirectory();
    }

    /** From no worker to one, and back: by the figures that gateway and worker really tell. */
    @Test
    void waitingJobsBringAWorkerAndItLeavesWhenTheyAreDone() throws Exception {
        Scaler scaler = new Scaler(Resource.one(chart, "ScaledObject", "worker-cpu"), new PromQl(data));
        assertThat(scaler.wanted(figures(null)).getAsInt()).isZero();

        for (int job = 0; job < 3; job++) {
            submit();
        }
        await().atMost(PATIENCE).until(() -> count(figures(null), "queued") == 3);
        assertThat(scaler.wanted(figures(null)).getAsInt()).isOne();

        Resource owner = Resource.one(chart, "Deployment", "worker-cpu");
        long stopped;
        try (ServiceProcess worker = start("worker", "Deployment", "worker-cpu", Map.of("QUARKUS_HTTP_PORT", "0"))) {
            String management =
                    "http://localhost:" + worker.awaitReady(PATIENCE).getProperty("http.port");
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                String path = owner.container().text(probe, "httpGet", "path");
                assertThat(get(management, path).statusCode()).as(path).isEqualTo(200);
            }
            await().atMost(PATIENCE).until(() -> count(figures(management), "completed") == 3);
            await().atMost(PATIENCE)
                    .until(() -> scaler.wanted(figures(management)).getAsInt() == 0);
            record(management);
            long before = System.nanoTime();
            worker.requestStop();
            assertThat(worker.awaitExit(PATIENCE)).isTrue();
            stopped = System.nanoTime() - before;
        }
        assertThat(Duration.ofNanos(stopped))
                .isLessThan(Duration.ofSeconds(owner.pod().number("spec", "terminationGracePeriodSeconds")));
    }

    /** What HelmScalerTest reads as recorded; see the directory under target. */
    private static void record(String management) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Checkout.file("system-tests/target/helm"));
        Files.writeString(
                directory.resolve("gateway.metrics"),
                get(gatewayReady.getProperty("management.url"), "/q/metrics").body());
        Files.writeString(
                directory.resolve("worker.metrics"),
                get(management, "/q/metrics").body());
        for (String service : List.of("gateway", "worker")) {
            assertThat(HelmScalerTest.recorded(service).series().keySet())
                    .as("record them again: target/helm/" + service + ".metrics")
                    .isEqualTo(HelmScalerTest.read(directory.resolve(service + ".metrics"))
                            .only(HelmScalerTest::isAsked)
                            .series()
                            .keySet());
        }
    }

    /**
     * The series of a scrape.
     *
     * @param worker null without a worker
     */
    private static Map<String, Double> figures(String worker) throws IOException, InterruptedException {
        Scrape scrape = scrape(gatewayReady.getProperty("management.url"));
        return (worker == null ? scrape : scrape.and(scrape(worker)))
                .only(HelmScalerTest::isAsked)
                .series();
    }

    private static double count(Map<String, Double> figures, String state) {
        return figures.entrySet().stream()
                .filter(each -> each.getKey().startsWith("stylize_jobs{state=\"" + state + "\""))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static Scrape scrape(String management) throws IOException, InterruptedException {
        return Scrape.of(get(management, "/q/metrics").body(), HelmScalerTest.LABELS);
    }

    private static HttpResponse<String> get(String address, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address).resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void submit() throws IOException, InterruptedException {
        Matcher key = await().atMost(PATIENCE).until(() -> FIRST_KEY.matcher(gateway.log()), Matcher::find);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(part("content", Files.readAllBytes(Checkout.file("samples/photographs/chelsea.jpg"))));
        body.writeBytes(part("style", Files.readAllBytes(Checkout.file("samples/paintings/night-over-the-bay.jpg"))));
        body.writeBytes(part(
                "request",
                "{\"preset\": \"d2l\", \"overrides\": {\"longSidePixels\": 48, \"steps\": 2}}".getBytes(UTF_8)));
        body.writeBytes("--x--\r\n".getBytes(UTF_8));
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(
                                URI.create(gatewayReady.getProperty("http.url")).resolve("/v1/stylizations"))
                        .header("Authorization", "Bearer " + key.group())
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** One part of a multipart body; a picture has a file name. */
    private static byte[] part(String name, byte[] content) {
        String file = content.length > 1000 ? "; filename=\"picture.jpg\"" : "";
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes("--x\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
                .formatted(name, file)
                .getBytes(UTF_8));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(UTF_8));
        return part.toByteArray();
    }

    /** Starts a service as its pod says, but on any free port. */
    private static ServiceProcess start(String service, String kind, String name, Map<String, String> ports) {
        Resource owner = Resource.one(chart, kind, name);
        PodOnThisMachine pod = new PodOnThisMachine(data.resolve(service), owner, chart, secrets);
        Path readyFile = data.resolve(service + ".ready");
        Map<String, String> environment = new HashMap<>(pod.environment());
        environment.put("STYLIZE_NO_BUILD", "1");
        environment.put(service.toUpperCase(Locale.ROOT) + "_READY_FILE", readyFile.toString());
        environment.putAll(ports);
        return ServiceProcess.start(new ServiceProcess.Spec(
                service,
                List.of(Checkout.file("scripts/" + service).toString()),
                environment,
                data.resolve(service + ".log"),
                readyFile));
    }

    /** The rights of the KafkaUser as rules of the broker. */
    private static List<AclBinding> rights() {
        List<AclBinding> bindings = new ArrayList<>();
        for (Resource acl : Resource.one(chart, "KafkaUser", "provision").list("spec", "authorization", "acls")) {
            ResourcePattern pattern = new ResourcePattern(
                    ResourceType.fromString(acl.text("resource", "type")),
                    acl.text("resource", "name"),
                    acl.text("resource", "patternType").equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL);
            for (String operation : acl.texts("operations")) {
                bindings.add(new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                "User:" + PROVISION,
                                "*",
                                AclOperation.fromString(operation.replaceAll("([a-z])([A-Z])", "$1_$2")),
                                AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    private static Map<String, String> changed(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static Map<String, String> texts(Resource config) {
        Map<String, String> texts = new TreeMap<>();
        config.content().forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    private static Map<String, String> login(Map<String, String> settings, String service) {
        return Map.of(
                "sasl.jaas.config", requireNonNull(settings.get(service + ".kafka.properties.\"sasl.jaas.config\"")));
    }

    private static Map<String, String> store(Map<String, String> settings, String service) {
        return Map.of(
                "access-key", requireNonNull(settings.get(service + ".s3.access-key")),
                "secret-key", requireNonNull(settings.get(service + ".s3.secret-key")));
    }

    private static Admin admin() throws IOException {
        return Admin.create(new HashMap<String, Object>(read("kafka-admin.properties")));
    }

    private static Map<String, String> read(String name) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(secure(name))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream().collect(toMap(each -> each, properties::getProperty));
    }

    private static Path secure(String name) {
        return fleet.secured().orElseThrow().resolve(name);
    }
}
