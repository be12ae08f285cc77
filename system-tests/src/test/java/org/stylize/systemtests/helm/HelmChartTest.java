package org.stylize.systemtests.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.systemtests.Checkout;

/** Helm renders the chart, and each version of Kubernetes that it is for would take what comes out. */
class HelmChartTest {
    private static final KubernetesSchemas OLDEST = KubernetesSchemas.of("1.28");
    private static final KubernetesSchemas NEWEST = KubernetesSchemas.of("1.37");

    static Stream<String> valueSets() {
        return HelmChart.valueSets();
    }

    @Test
    void thereAreFiveSetsOfValues() {
        assertThat(HelmChart.valueSets()).containsExactly("gateways", "gpu", "laptop", "minimal", "strimzi");
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void lintFindsNothing(String valueSet, @TempDir Path copy) throws IOException {
        LintResult result = HelmChart.lint(valueSet, copy);

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages())
                .allSatisfy(message -> assertThat(message).contains("icon is recommended"));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void everyResourceIsValid(String valueSet) {
        List<Resource> resources = HelmChart.render(valueSet);

        assertThat(resources).hasSizeGreaterThan(8);
        assertThat(resources)
                .allSatisfy(resource -> assertThat(OLDEST.errorsIn(resource)).isEmpty())
                .allSatisfy(resource -> assertThat(NEWEST.errorsIn(resource)).isEmpty());
        assertThat(resources).extracting(Resource::toString).doesNotHaveDuplicates();
    }

    @Test
    void everyKindOfResourceIsTried() {
        assertThat(HelmChart.renderAll().map(Resource::kind).distinct())
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "Deployment",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "Job",
                        "Kafka",
                        "KafkaNodePool",
                        "KafkaTopic",
                        "KafkaUser",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "PodMonitor",
                        "ScaledObject",
                        "Service",
                        "ServiceAccount",
                        "StatefulSet");
    }

    @ParameterizedTest
    @CsvSource({
        "spec.template.spec.containers, a list is no text",
        "spec.template.spec.containers.0.readynessProbe, misspelt",
        "spec.replica, misspelt"
    })
    void theSchemasRefuseWhatIsMistyped(String place, String why) {
        Resource gateway = Resource.one(HelmChart.render("minimal", Map.of()), "StatefulSet", "gateway");
        set(gateway.content(), List.of(place.split("\\.")), "x");

        assertThat(NEWEST.errorsIn(gateway)).as(why).isNotEmpty();
    }

    @Test
    void theSchemaOfACustomResourceRefusesWhatIsMisspelt() {
        Resource scaled = Resource.ofKind(HelmChart.render("gpu", Map.of()), "ScaledObject")
                .findFirst()
                .orElseThrow();
        set(scaled.content(), List.of("spec", "coolDownPeriod"), 300);

        assertThat(NEWEST.errorsIn(scaled)).isNotEmpty();
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of("gateway.replica", 3, "replica"),
                Arguments.of("image.tag", "latest", "tag"),
                Arguments.of("workers.defaults.gpus", 2, "gpus"),
                Arguments.of("workers.defaults.autoscaling.share", 0, "share"),
                Arguments.of("gateway.env.GATEWAY_S3_SECRET_KEY", "abc", "GATEWAY_S3_SECRET_KEY"),
                Arguments.of("gateway.settings.gateway\\.s3\\.secret-key", "abc", "secret-key"),
                Arguments.of("kafka.properties.sasl\\.jaas\\.config", "abc", "jaas"),
                Arguments.of("s3.keys.worker.secret", "", "s3.keys.worker.secret is required"),
                Arguments.of("kafka.logins.gateway.secret", "", "kafka.logins.gateway.secret is required"),
                Arguments.of("kafka.bootstrapServers", "", "kafka.bootstrapServers is required"),
                Arguments.of("gateway.ingress.enabled", true, "hosts"),
                Arguments.of("workers.classes.cpu.autoscaling.enabled", true, "keda.prometheus.serverAddress"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueIsNamed(String key, Object value, String named) {
        assertThatThrownBy(() -> HelmChart.render("minimal", Map.of(key, value)))
                .hasMessageContaining(named);
    }

    @Test
    void anIngressNeedsToKnowItsController() {
        assertThatThrownBy(() -> HelmChart.render("gateways", Map.of("networkPolicy.clients", List.of())))
                .hasMessageContaining("networkPolicy.clients");
    }

    @Test
    void theChartHasTheVersionOfTheBuild() throws IOException {
        String parent = Files.readString(Checkout.file("pom.xml"));
        Map<String, Object> chart = HelmChart.file("Chart.yaml");

        assertThat(parent).contains("<version>" + chart.get("version") + "</version>\n  <packaging>pom</packaging>");
        assertThat(chart.get("appVersion")).isEqualTo(chart.get("version"));
    }

    private static void set(Object content, List<String> place, Object value) {
        String key = place.get(0);
        if (place.size() == 1) {
            Resource.map(content).put(key, value);
        } else if (content instanceof List<?> list) {
            set(list.get(Integer.parseInt(key)), place.subList(1, place.size()), value);
        } else {
            set(Resource.map(content).get(key), place.subList(1, place.size()), value);
        }
    }
}
