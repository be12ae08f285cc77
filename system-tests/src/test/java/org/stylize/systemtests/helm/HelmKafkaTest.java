package org.stylize.systemtests.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.stack.secure.KafkaRights;
import org.stylize.systemtests.Checkout;

/** What the chart tells Strimzi is what {@code provision} tells a Kafka without Strimzi. HelmFleetIT has the settings of topics. */
class HelmKafkaTest {
    private static final List<Resource> STRIMZI = HelmChart.render("strimzi");
    private static final Tenant ACME = new Tenant("acme");

    @Test
    void usersHaveTheRightsThatProvisionGives() {
        assertThat(rightsOf("gateway")).containsExactlyInAnyOrderElementsOf(lines(KafkaRights.gateway("any")));
        assertThat(rightsOf("worker")).containsExactlyInAnyOrderElementsOf(lines(KafkaRights.worker("any")));
        assertThat(rightsOf("tenant-acme")).containsExactlyInAnyOrderElementsOf(lines(KafkaRights.tenant(ACME)));
    }

    @Test
    void usersHaveThePasswordsWithWhichTheServicesCome() {
        assertThat(Resource.ofKind(STRIMZI, "KafkaUser"))
                .extracting(Resource::name)
                .containsExactlyInAnyOrder(
                        HelmChart.FULL_NAME + "-gateway",
                        HelmChart.FULL_NAME + "-worker",
                        HelmChart.FULL_NAME + "-provision",
                        HelmChart.FULL_NAME + "-tenant-acme");
        assertThat(Resource.ofKind(STRIMZI, "KafkaUser"))
                .allSatisfy(user ->
                        assertThat(user.text("spec", "authentication", "type")).isEqualTo("scram-sha-512"));
        assertThat(STRIMZI).filteredOn(Resource::makesPods).allSatisfy(owner -> assertThat(
                        owner.pod().list("spec", "volumes"))
                .filteredOn(volume -> volume.text("name").equals("secrets"))
                .singleElement()
                .satisfies(volume -> assertThat(
                                volume.list("projected", "sources").get(0).text("secret", "name"))
                        .isEqualTo(HelmChart.FULL_NAME + "-" + owner.component())));
    }

    @Test
    void allTopicsAreThereAndThoseOfTenants() {
        List<String> all = new ArrayList<>(Topics.ALL);
        all.add(Topics.submissionsOf(ACME));
        all.add(Topics.eventsOf(ACME));

        assertThat(Resource.ofKind(STRIMZI, "KafkaTopic"))
                .extracting(Resource::name)
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void everythingBelongsToTheClusterAndOutlivesTheRelease() {
        Resource cluster = Resource.ofKind(STRIMZI, "Kafka").findFirst().orElseThrow();

        assertThat(STRIMZI)
                .filteredOn(resource -> resource.kind().matches("Kafka.+"))
                .hasSizeGreaterThan(20)
                .allSatisfy(resource -> assertThat(resource.at("metadata", "labels", "strimzi.io/cluster"))
                        .isEqualTo(cluster.name()));
        assertThat(STRIMZI)
                .filteredOn(resource -> resource.kind().matches("Kafka|KafkaNodePool|KafkaTopic"))
                .allSatisfy(resource -> assertThat(resource.at("metadata", "annotations", "helm.sh/resource-policy"))
                        .isEqualTo("keep"));
    }

    @Test
    void provisionAndTheTopicsAgreeAboutPartitionsAndReplicas() {
        Resource job = Resource.ofKind(STRIMZI, "Job").findFirst().orElseThrow();
        Resource submissions = Resource.ofKind(STRIMZI, "KafkaTopic")
                .filter(topic -> topic.name().equals(Topics.SUBMISSIONS))
                .findFirst()
                .orElseThrow();

        assertThat(job.container().texts("args"))
                .contains(
                        "--partitions=" + submissions.text("spec", "partitions"),
                        "--replicas=" + submissions.text("spec", "replicas"));
        assertThat(submissions.number("spec", "partitions")).isEqualTo(24);
        assertThat(submissions.number("spec", "replicas")).isEqualTo(3);
    }

    @Test
    void theShareGroupIsAsLargeAsInTheComposeFile() throws IOException {
        List<String> compose = Files.readAllLines(Checkout.file("docker-compose.yml"));
        Resource config =
                Resource.ofKind(STRIMZI, "Kafka").findFirst().orElseThrow().part("spec", "kafka", "config");

        assertThat(config.number("group.share.max.size")).isEqualTo(1_000);
        assertThat(config.number("group.share.max.partition.max.record.locks")).isEqualTo(10_000);
        assertThat(compose)
                .extracting(String::strip)
                .contains(
                        "KAFKA_GROUP_SHARE_MAX_SIZE: 1000", "KAFKA_GROUP_SHARE_MAX_PARTITION_MAX_RECORD_LOCKS: 10000");
    }

    @Test
    void oneBrokerHasOneCopyOfEverything() {
        List<Resource> one = HelmChart.render("strimzi", Map.of("strimzi.kafka.replicas", 1));
        Resource config =
                Resource.ofKind(one, "Kafka").findFirst().orElseThrow().part("spec", "kafka", "config");

        assertThat(config.number("default.replication.factor")).isEqualTo(1);
        assertThat(config.number("share.coordinator.state.topic.min.isr")).isEqualTo(1);
        assertThat(Resource.ofKind(one, "KafkaTopic")).allSatisfy(topic -> assertThat(topic.number("spec", "replicas"))
                .isEqualTo(1));
    }

    @Test
    void aJobOfProvisionIsNewIfWhatItDoesIs() {
        String before = jobName(Map.of());

        assertThat(jobName(Map.of("provision.tenants", List.of("acme", "beta"))))
                .isNotEqualTo(before);
        assertThat(jobName(Map.of("gateway.replicas", 5))).isEqualTo(before);
    }

    private static String jobName(Map<String, Object> other) {
        return Resource.ofKind(HelmChart.render("strimzi", other), "Job")
                .findFirst()
                .orElseThrow()
                .name();
    }

    private static List<String> rightsOf(String user) {
        return Resource.one(STRIMZI, "KafkaUser", user).list("spec", "authorization", "acls").stream()
                .flatMap(acl -> acl.texts("operations").stream().map(operation -> line(acl, operation)))
                .toList();
    }

    private static String line(Resource acl, String operation) {
        return String.join(
                " ",
                acl.text("resource", "patternType"),
                acl.text("resource", "type"),
                acl.text("resource", "name"),
                operation);
    }

    private static List<String> lines(List<AclBinding> bindings) {
        return bindings.stream()
                .flatMap(binding -> Stream.of(String.join(
                        " ",
                        binding.pattern().patternType().name().equals("PREFIXED") ? "prefix" : "literal",
                        camel(binding.pattern().resourceType().name(), false),
                        binding.pattern().name(),
                        camel(binding.entry().operation().name(), true))))
                .toList();
    }

    /** {@code TRANSACTIONAL_ID} as {@code transactionalId} or {@code TransactionalId}. */
    private static String camel(String name, boolean first) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            camel.append(
                    camel.isEmpty() && !first
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }
}
