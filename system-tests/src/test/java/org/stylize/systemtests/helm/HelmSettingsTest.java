package org.stylize.systemtests.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.systemtests.Checkout;

/** What the pods tell the programs is what the programs know. A misspelt setting would be ignored without a word. */
class HelmSettingsTest {
    private static final String SETTINGS = "service.properties";
    private static final Pattern IMAGE = Pattern.compile("image: (stylize/[a-z-]+):");
    private static final Pattern DURATION = Pattern.compile("(\\d+)s");

    /** Sets of values, and the pods of gateways and workers with them. */
    static Stream<Arguments> services() {
        return HelmChart.valueSets().flatMap(set -> HelmChart.render(set).stream()
                .filter(Resource::makesPods)
                .filter(owner -> owner.component().matches("gateway|worker"))
                .map(owner -> Arguments.of(set, owner)));
    }

    @ParameterizedTest
    @MethodSource("services")
    void settingsExist(String valueSet, Resource owner) {
        String documented = documented(owner.component());

        List<String> told = new ArrayList<>(settings(valueSet, owner).keySet());
        told.addAll(secretFiles(owner));
        assertThat(told)
                .filteredOn(name -> !name.equals("stylize-kafka-login"))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(documented)
                        .contains("`" + name.replaceAll("(\\.properties)\\..+", "$1.\"name\"") + "`"));
        assertThat(owner.environment().keySet())
                .filteredOn(variable -> variable.matches("(GATEWAY|WORKER)_.*"))
                .allSatisfy(variable -> assertThat(documented).contains("`" + variable + "`"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void secretsAreFilesThatTheProgramsRead(String valueSet, Resource owner) {
        assertThat(owner.environment())
                .containsEntry("SMALLRYE_CONFIG_LOCATIONS", "/run/stylize/settings/" + SETTINGS)
                .containsEntry("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", "/run/stylize/secrets");
        assertThat(secretFiles(owner))
                .contains(owner.component() + ".s3.access-key", owner.component() + ".s3.secret-key");
        assertThat(secretFiles(owner).contains("stylize-kafka-login"))
                .as("Kafka asks for passwords but in development")
                .isEqualTo(!valueSet.equals("laptop"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void probesAskWhereTheProgramAnswers(String valueSet, Resource owner) {
        boolean gateway = owner.component().equals("gateway");
        Map<String, String> settings = settings(valueSet, owner);
        String host = gateway
                ? settings.get("gateway.management.host")
                : owner.environment().get("QUARKUS_HTTP_HOST");
        String port = gateway
                ? settings.get("gateway.management.port")
                : owner.environment().get("QUARKUS_HTTP_PORT");

        assertThat(host).isEqualTo("0.0.0.0");
        assertThat(owner.container().list("ports"))
                .filteredOn(each -> each.text("name").equals("management"))
                .singleElement()
                .satisfies(each -> assertThat(each.text("containerPort")).isEqualTo(port));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            Resource request = owner.container().part(probe, "httpGet");
            assertThat(request.text("port")).isEqualTo("management");
            assertThat(request.text("path"))
                    .isEqualTo(probe.equals("readinessProbe") ? "/q/health/ready" : "/q/health/live");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void aPodHasTheTimeToLeave(String valueSet, Resource owner) {
        int grace = owner.pod().number("spec", "terminationGracePeriodSeconds");

        if (owner.component().equals("gateway")) {
            int drain = Integer.parseInt(owner.container()
                    .texts("lifecycle", "preStop", "exec", "command")
                    .get(1));
            // quarkus.shutdown.timeout, gateway.ledger.shutdown-grace, and as much again
            assertThat(grace).isGreaterThanOrEqualTo(drain + 2 * (5 + 10));
        } else {
            Matcher own = DURATION.matcher(settings(valueSet, owner).get("worker.shutdown-grace"));
            assertThat(own.matches()).isTrue();
            // docker-compose.yml gives 45 s for a shutdown-grace of 8 s
            assertThat(grace).isEqualTo(Integer.parseInt(own.group(1)) + 45 - 8);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void whatIsWrittenIsWrittenToVolumes(String valueSet, Resource owner) {
        List<String> writable = owner.container().list("volumeMounts").stream()
                .filter(mount -> !mount.has("readOnly"))
                .map(mount -> mount.text("mountPath"))
                .toList();

        assertThat(settings(valueSet, owner).entrySet())
                .filteredOn(setting -> setting.getKey().endsWith("directory"))
                .hasSize(owner.component().equals("gateway") ? 3 : 0)
                .allSatisfy(setting -> assertThat(writable)
                        .anyMatch(place -> Path.of(setting.getValue()).startsWith(place)));
        assertThat(writable).contains("/tmp", "/var/lib/stylize");
    }

    @ParameterizedTest
    @MethodSource("services")
    void oneWorkerHasOneDevice(String valueSet, Resource owner) {
        if (owner.component().equals("worker")) {
            Map<String, String> settings = settings(valueSet, owner);
            Object gpus =
                    Resource.map(owner.container().at("resources", "limits")).get("nvidia.com/gpu");
            assertThat(gpus).isEqualTo(settings.get("worker.device").equals("cpu") ? null : (Object) 1);
            assertThat(owner.environment()).containsEntry("OMP_NUM_THREADS", settings.get("worker.threads"));
            assertThat(owner.container().text("image"))
                    .contains(gpus == null ? "stylize/worker:" : "stylize/worker-cuda:");
        }
    }

    @Test
    void gatewaysAndWorkersHaveTheSameLimitsAndTheSameBucket() {
        Map<String, String> gateway = settings("gateways", "gateway");
        Map<String, String> worker = settings("gateways", "worker-cpu");

        for (String setting : List.of("limits.image-bytes", "s3.bucket", "s3.endpoint", "kafka.bootstrap-servers")) {
            assertThat(gateway.get("gateway." + setting)).isNotNull().isEqualTo(worker.get("worker." + setting));
        }
    }

    @Test
    void imagesAreThoseThatAreBuilt() throws IOException {
        TreeSet<String> built = new TreeSet<>();
        for (String file : List.of("docker-compose.yml", "docker-compose.gpu.yml")) {
            IMAGE.matcher(Files.readString(Checkout.file(file))).results().forEach(match -> built.add(match.group(1)));
        }

        assertThat(HelmChart.renderAll()
                        .filter(Resource::makesPods)
                        .map(owner -> owner.container().text("image").replaceAll("^registry[^:]*painting/|:[^:]*$", ""))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(built);
    }

    @Test
    void behindAnIngressTheGatewayBelievesTheProxyAndOnlyThen() {
        assertThat(settings("gateways", "gateway")).containsEntry("gateway.http.behind-proxy", "true");
        assertThat(settings("minimal", "gateway")).doesNotContainKey("gateway.http.behind-proxy");
    }

    @Test
    void otherSettingsGiveNewPods() {
        String before = checksum(Map.of());

        assertThat(checksum(Map.of("gateway.settings.gateway\\.quotas\\.open-jobs", "7")))
                .isNotEqualTo(before);
        assertThat(checksum(Map.of("gateway.replicas", 3))).isEqualTo(before);
    }

    private static String checksum(Map<String, Object> other) {
        return Resource.one(HelmChart.render("minimal", other), "StatefulSet", "gateway")
                .pod()
                .text("metadata", "annotations", "checksum/settings");
    }

    private static Map<String, String> settings(String valueSet, Resource owner) {
        return settings(valueSet, owner.name().substring(HelmChart.FULL_NAME.length() + 1));
    }

    private static Map<String, String> settings(String valueSet, String name) {
        return Resource.one(HelmChart.render(valueSet), "ConfigMap", name).properties(SETTINGS);
    }

    private static List<String> secretFiles(Resource owner) {
        return owner.pod().list("spec", "volumes").stream()
                .filter(volume -> volume.text("name").equals("secrets"))
                .flatMap(volume -> volume.list("projected", "sources").stream())
                .flatMap(source -> source.list("secret", "items").stream())
                .map(item -> item.text("path"))
                .toList();
    }

    private static String documented(String service) {
        String module = service.equals("gateway") ? "api-gateway" : service;
        try {
            return Files.readString(Checkout.file("docs/configuration/" + module + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
