package org.stylize.systemtests.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several gateways: what scales, guards, spreads and exposes them means the same pods and ports. */
class HelmGatewayTest {
    private static final List<Resource> CHART = HelmChart.render("gateways");
    private static final Resource GATEWAY = Resource.one(CHART, "StatefulSet", "gateway");
    private static final Resource SERVICE = Resource.one(CHART, "Service", "gateway");

    @Test
    void oneThingDecidesHowManyThereAre() {
        Resource scaler = Resource.one(CHART, "HorizontalPodAutoscaler", "gateway");

        assertThat(GATEWAY.has("spec", "replicas")).isFalse();
        assertThat(scaler.text("spec", "scaleTargetRef", "kind")).isEqualTo("StatefulSet");
        assertThat(scaler.text("spec", "scaleTargetRef", "name")).isEqualTo(GATEWAY.name());
        assertThat(scaler.number("spec", "minReplicas")).isEqualTo(3);
        assertThat(Resource.one(HelmChart.render("minimal"), "StatefulSet", "gateway")
                        .number("spec", "replicas"))
                .isEqualTo(2);
    }

    @Test
    void oneMayBeAwayAtATimeAndTheyAreSpread() {
        Resource budget = Resource.one(CHART, "PodDisruptionBudget", "gateway");

        assertThat(budget.number("spec", "maxUnavailable")).isEqualTo(1);
        assertThat(budget.selects(GATEWAY.podLabels(), "spec", "selector", "matchLabels"))
                .isTrue();
        assertThat(GATEWAY.pod().list("spec", "topologySpreadConstraints"))
                .hasSize(2)
                .allSatisfy(spread -> assertThat(spread.selects(GATEWAY.podLabels(), "labelSelector", "matchLabels"))
                        .isTrue());
    }

    @Test
    void theIngressLeadsToTheGatewaysPort() {
        Resource rule =
                Resource.one(CHART, "Ingress", "gateway").list("spec", "rules").get(0);
        Resource backend = rule.list("http", "paths").get(0).part("backend", "service");
        Resource port = SERVICE.list("spec", "ports").get(0);

        assertThat(backend.text("name")).isEqualTo(SERVICE.name());
        assertThat(backend.number("port", "number")).isEqualTo(port.number("port"));
        assertThat(port.text("targetPort")).isEqualTo("http");
        assertThat(SERVICE.selects(GATEWAY.podLabels(), "spec", "selector")).isTrue();
        assertThat(GATEWAY.container().list("ports"))
                .extracting(each -> each.text("name") + " " + each.text("containerPort"))
                .containsExactly("http 8080", "management 8082");
    }

    @Test
    void onlyTheIngressControllerReachesThem() {
        List<Resource> rules = Resource.one(CHART, "NetworkPolicy", "gateway").list("spec", "ingress");

        assertThat(rules).hasSize(2).allSatisfy(rule -> assertThat(rule.list("from"))
                .singleElement()
                .satisfies(peer -> assertThat(peer.has("namespaceSelector")).isTrue()));
        assertThat(rules)
                .extracting(rule -> rule.list("ports").get(0).number("port"))
                .containsExactly(8080, 8082);
    }

    @Test
    void workersAndProvisionTakeNoRequests() {
        assertThat(Resource.one(HelmChart.render("minimal"), "NetworkPolicy", "worker")
                        .list("spec", "ingress"))
                .isEmpty();
        assertThat(Resource.one(HelmChart.render("minimal"), "NetworkPolicy", "provision")
                        .list("spec", "ingress"))
                .isEmpty();
    }

    @Test
    void spansGoToTheCollectorAndNowhereWithoutOne() {
        for (String component : List.of("gateway", "worker")) {
            Resource owner = CHART.stream()
                    .filter(Resource::makesPods)
                    .filter(each -> each.component().equals(component))
                    .findFirst()
                    .orElseThrow();
            assertThat(owner.environment())
                    .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.tracing:4318")
                    .containsEntry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                    .containsEntry("OTEL_TRACES_SAMPLER_ARG", "0.25");
            assertThat(Resource.one(CHART, "NetworkPolicy", component).list("spec", "egress"))
                    .filteredOn(rule -> rule.list("ports").get(0).number("port") == 4318)
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.list("to")).hasSize(1));
        }
        assertThat(HelmChart.render("minimal")).filteredOn(Resource::makesPods).allSatisfy(owner -> assertThat(
                        owner.environment().keySet())
                .noneMatch(variable -> variable.startsWith("OTEL_")));
    }

    @Test
    void theStateOutlivesAPodAndNotTheGateway() {
        assertThat(GATEWAY.list("spec", "volumeClaimTemplates"))
                .singleElement()
                .satisfies(claim -> assertThat(claim.name()).isEqualTo("state"));
        assertThat(Resource.map(GATEWAY.at("spec", "persistentVolumeClaimRetentionPolicy")))
                .isEqualTo(Map.of("whenDeleted", "Delete", "whenScaled", "Delete"));
        assertThat(Resource.one(HelmChart.render("laptop"), "StatefulSet", "gateway")
                        .has("spec", "volumeClaimTemplates"))
                .isFalse();
    }

    /** By PodMonitors, or by annotations where there is no operator. */
    @Test
    void prometheusFindsGatewaysAndWorkers() {
        List<Resource> monitored = HelmChart.render("strimzi");

        for (String component : List.of("gateway", "worker")) {
            Resource monitor = Resource.one(monitored, "PodMonitor", component);
            Resource endpoint = monitor.list("spec", "podMetricsEndpoints").get(0);
            assertThat(monitor.text("spec", "jobLabel"))
                    .as("the dashboard asks for job=\"%s\"", component)
                    .isEqualTo("app.kubernetes.io/component");
            assertThat(monitored)
                    .filteredOn(Resource::makesPods)
                    .filteredOn(owner -> owner.component().equals(component))
                    .isNotEmpty()
                    .allSatisfy(owner -> {
                        assertThat(monitor.selects(owner.podLabels(), "spec", "selector", "matchLabels"))
                                .isTrue();
                        assertThat(owner.container().list("ports"))
                                .anyMatch(port -> port.text("name").equals(endpoint.text("port")));
                        assertThat(Resource.map(owner.pod().at("metadata", "annotations")))
                                .doesNotContainKey("prometheus.io/scrape");
                    });
        }
        assertThat(Resource.map(GATEWAY.pod().at("metadata", "annotations")))
                .containsEntry("prometheus.io/port", "8082")
                .containsEntry("prometheus.io/path", "/q/metrics");
    }
}
