package org.stylize.systemtests.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Kubernetes calls the restricted profile of pods, and some more, for each pod of each set of values. */
class HelmPolicyTest {
    /** Sets of values, and what makes pods with them. */
    static Stream<Arguments> pods() {
        return HelmChart.valueSets().flatMap(set -> HelmChart.render(set).stream()
                .filter(Resource::makesPods)
                .map(owner -> Arguments.of(set, owner)));
    }

    static Stream<String> valueSets() {
        return HelmChart.valueSets();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void podHasNoRights(String valueSet, Resource owner) {
        Resource spec = owner.pod().part("spec");

        assertThat(spec.at("securityContext", "runAsNonRoot")).isEqualTo(true);
        assertThat(spec.number("securityContext", "runAsUser")).isEqualTo(10001);
        assertThat(spec.at("securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
        assertThat(spec.content()).doesNotContainKeys("hostNetwork", "hostPID", "hostIPC", "initContainers");
        assertThat(spec.list("volumes"))
                .allSatisfy(volume -> assertThat(volume.content()).doesNotContainKey("hostPath"));
        assertThat(spec.list("containers")).allSatisfy(container -> {
            Resource security = container.part("securityContext");
            assertThat(security.at("allowPrivilegeEscalation")).isEqualTo(false);
            assertThat(security.at("readOnlyRootFilesystem")).isEqualTo(true);
            assertThat(security.at("runAsNonRoot")).isEqualTo(true);
            assertThat(security.texts("capabilities", "drop")).containsExactly("ALL");
            assertThat(security.content()).doesNotContainKey("privileged");
            assertThat(container.list("ports"))
                    .allSatisfy(port -> assertThat(port.content()).doesNotContainKey("hostPort"));
        });
    }

    @ParameterizedTest
    @MethodSource("pods")
    void podIsBoundedAndPinned(String valueSet, Resource owner) {
        assertThat(owner.pod().list("spec", "containers")).allSatisfy(container -> {
            for (String bound : List.of("requests", "limits")) {
                assertThat(container.part("resources", bound).content()).containsKeys("cpu", "memory");
            }
            assertThat(container.text("image")).matches("[a-z0-9./-]+:[\\w.-]+").doesNotEndWith(":latest");
        });
        assertThat(owner.pod().list("spec", "volumes"))
                .filteredOn(volume -> volume.has("emptyDir"))
                .allSatisfy(volume -> assertThat(volume.has("emptyDir", "sizeLimit"))
                        .as(volume.text("name"))
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void podIsWatched(String valueSet, Resource owner) {
        boolean ends = owner.kind().equals("Job");

        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(owner.container().has(probe)).as(probe).isEqualTo(!ends);
        }
    }

    @ParameterizedTest
    @MethodSource("pods")
    void podHasAnAccountOfItsOwnWithoutAToken(String valueSet, Resource owner) {
        String account = owner.pod().text("spec", "serviceAccountName");

        assertThat(owner.pod().at("spec", "automountServiceAccountToken")).isEqualTo(false);
        assertThat(account).isEqualTo(HelmChart.FULL_NAME + "-" + owner.component());
        assertThat(Resource.ofKind(HelmChart.render(valueSet), "ServiceAccount"))
                .filteredOn(resource -> resource.name().equals(account))
                .singleElement()
                .satisfies(resource ->
                        assertThat(resource.at("automountServiceAccountToken")).isEqualTo(false));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void onePolicySaysWhomThePodTalksTo(String valueSet, Resource owner) {
        List<Resource> policies = Resource.ofKind(HelmChart.render(valueSet), "NetworkPolicy")
                .filter(policy -> policy.selects(owner.podLabels(), "spec", "podSelector", "matchLabels"))
                .toList();

        assertThat(policies).singleElement().satisfies(policy -> {
            assertThat(policy.texts("spec", "policyTypes")).containsExactly("Ingress", "Egress");
            assertThat(policy.list("spec", "egress")).isNotEmpty().allSatisfy(rule -> assertThat(rule.list("ports"))
                    .isNotEmpty());
            assertThat(policy.list("spec", "ingress"))
                    .allSatisfy(rule -> assertThat(rule.list("ports")).isNotEmpty());
        });
    }

    @ParameterizedTest
    @MethodSource("pods")
    void ownersAndServicesFindTheirPods(String valueSet, Resource owner) {
        if (!owner.kind().equals("Job")) {
            assertThat(owner.selects(owner.podLabels(), "spec", "selector", "matchLabels"))
                    .isTrue();
            List<Resource> sameSelector = HelmChart.render(valueSet).stream()
                    .filter(other -> other.makesPods() && other.has("spec", "selector"))
                    .filter(other -> other.selects(owner.podLabels(), "spec", "selector", "matchLabels"))
                    .toList();
            assertThat(sameSelector).extracting(Resource::name).containsExactly(owner.name());
        }
    }

    /** What a pod mounts is there: volumes of its own and settings of the release. */
    @ParameterizedTest
    @MethodSource("pods")
    void mountsAreVolumesAndSettingsAreThere(String valueSet, Resource owner) {
        List<String> volumes = new ArrayList<>();
        owner.pod().list("spec", "volumes").forEach(volume -> volumes.add(volume.text("name")));
        owner.list("spec", "volumeClaimTemplates").forEach(claim -> volumes.add(claim.name()));
        List<String> settings = Resource.ofKind(HelmChart.render(valueSet), "ConfigMap")
                .map(Resource::name)
                .toList();

        assertThat(volumes).doesNotHaveDuplicates();
        assertThat(owner.container().list("volumeMounts"))
                .extracting(mount -> mount.text("name"))
                .containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(owner.pod().list("spec", "volumes"))
                .filteredOn(volume -> volume.has("configMap"))
                .allSatisfy(volume -> assertThat(settings).contains(volume.text("configMap", "name")));
    }

    @ParameterizedTest
    @MethodSource("valueSets")
    void noSecretStandsInWhatIsRendered(String valueSet) {
        List<Resource> resources = HelmChart.render(valueSet);

        assertThat(Resource.ofKind(resources, "Secret")).isEmpty();
        assertThat(resources).filteredOn(Resource::makesPods).allSatisfy(owner -> assertThat(
                        owner.environment().keySet())
                .allSatisfy(variable -> assertThat(variable).doesNotMatch(".*(SECRET|PASSWORD|JAAS|FIRST_KEY).*")));
        assertThat(Resource.ofKind(resources, "ConfigMap")).allSatisfy(map -> {
            String file = map.name().endsWith("-provision") ? "kafka.properties" : "service.properties";
            assertThat(map.properties(file)).allSatisfy((setting, value) -> {
                if (setting.matches(".*(secret-key|access-key|jaas|password|first-key|client-secret).*")) {
                    assertThat(value)
                            .as(setting)
                            .matches("\\$\\{(directory:/run/stylize/secrets:)?stylize-kafka-login}");
                }
            });
        });
    }

    @Test
    void aPodSeesTheSecretsOfItsServiceOnly() {
        Map<String, Set<String>> seen = Map.of(
                "gateway", Set.of("kafka-authority", "kafka-gateway", "store-gateway"),
                "worker", Set.of("kafka-authority", "kafka-worker", "store-worker"),
                "provision", Set.of("kafka-authority", "kafka-admin", "store-gateway"));

        assertThat(HelmChart.render("minimal"))
                .filteredOn(Resource::makesPods)
                .hasSize(3)
                .allSatisfy(owner -> {
                    List<String> secrets = new ArrayList<>();
                    for (Resource volume : owner.pod().list("spec", "volumes")) {
                        if (volume.has("secret")) {
                            secrets.add(volume.text("secret", "secretName"));
                        }
                        volume.list("projected", "sources")
                                .forEach(source -> secrets.add(source.text("secret", "name")));
                    }
                    assertThat(Set.copyOf(secrets)).isEqualTo(seen.get(owner.component()));
                });
    }

    @Test
    void brokersOfStrimziAreNoRootEither() {
        Resource pool = Resource.ofKind(HelmChart.render("strimzi"), "KafkaNodePool")
                .findFirst()
                .orElseThrow();

        assertThat(pool.at("spec", "template", "pod", "securityContext", "runAsNonRoot"))
                .isEqualTo(true);
        assertThat(pool.at("spec", "template", "kafkaContainer", "securityContext", "allowPrivilegeEscalation"))
                .isEqualTo(false);
        assertThat(pool.has("spec", "resources", "limits", "memory")).isTrue();
    }
}
