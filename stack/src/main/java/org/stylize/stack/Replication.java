package org.stylize.stack;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.stylize.base.ExitCodes;

/**
 * How many brokers keep each record, and how many of them must have it before a write is confirmed.
 *
 * @param replicas of each partition; {@link #BROKERS_DEFAULT} for what the broker is set to
 * @param leastInSync in-sync replicas that a write needs; {@link #BROKERS_DEFAULT} for what the broker is set to
 */
record Replication(short replicas, short leastInSync) {
    static final short BROKERS_DEFAULT = -1;

    /** Settings of the broker for topics that Kafka, or Kafka Streams for the ledger, makes by itself. */
    private static final List<String> REPLICAS_OF_OTHERS = List.of(
            "default.replication.factor",
            "offsets.topic.replication.factor",
            "share.coordinator.state.topic.replication.factor",
            "transaction.state.log.replication.factor");

    private static final List<String> IN_SYNC_OF_OTHERS =
            List.of("min.insync.replicas", "share.coordinator.state.topic.min.isr", "transaction.state.log.min.isr");
    private static final List<String> PREFIXES = List.of("stylize", "__");

    Replication {
        requireCount("--replicas", replicas);
        requireCount("--min-isr", leastInSync);
        if (leastInSync > 0 && replicas < 0) {
            throw new IllegalArgumentException("--min-isr " + leastInSync
                    + " needs --replicas too, so that no topic gets fewer replicas than a write needs");
        }
        if (leastInSync > replicas) {
            throw new IllegalArgumentException("--min-isr must be at most --replicas, " + replicas + ", but is "
                    + leastInSync + ": no write would ever be taken");
        }
    }

    private static void requireCount(String option, short value) {
        if (value < 1 && value != BROKERS_DEFAULT) {
            throw new IllegalArgumentException(
                    option + " must be at least 1, or -1 for the broker's default, but is " + value);
        }
    }

    /**
     * Looks, before anything is changed, whether it can be so.
     *
     * @throws StackException if there are fewer brokers than replicas, or a topic that is there has fewer replicas than a
     *     write would need
     */
    void require(Admin admin, String bootstrapServers) throws InterruptedException, ExecutionException {
        int brokers = admin.describeCluster().nodes().get().size();
        if (replicas > brokers) {
            throw new StackException(
                    ExitCodes.FAILED,
                    "--replicas is " + replicas + " but Kafka at " + bootstrapServers + " has " + brokers
                            + (brokers == 1 ? " broker" : " brokers") + ". Start more, or ask for fewer replicas.",
                    null);
        }
        Map<String, Integer> tooFew = withFewerThan(leastInSync, present(admin, List.of("stylize.")));
        if (!tooFew.isEmpty()) {
            throw new StackException(
                    ExitCodes.FAILED,
                    "--min-isr is " + leastInSync
                            + " but these topics have fewer replicas, so no write to them would be"
                            + " taken: " + tooFew + ". Give them more with kafka-reassign-partitions.sh first; nothing"
                            + " was changed.",
                    null);
        }
    }

    /** What is not as safe as was asked for, and why provision cannot change it; empty if all is, or nothing was asked. */
    List<String> shortcomings(Admin admin) throws InterruptedException, ExecutionException {
        List<String> found = new ArrayList<>();
        if (replicas > 1) {
            withFewerThan(replicas, present(admin, PREFIXES))
                    .forEach((topic, count) -> found.add("topic " + topic + " has " + count + " of " + replicas
                            + " replicas; kafka-reassign-partitions.sh gives it more"));
            found.addAll(shortcomingsOfBrokers(admin));
        }
        return found;
    }

    private List<String> shortcomingsOfBrokers(Admin admin) throws InterruptedException, ExecutionException {
        Node any = admin.describeCluster().nodes().get().iterator().next();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, any.idString());
        Config settings;
        try {
            settings = requireNonNull(
                    admin.describeConfigs(List.of(broker)).all().get().get(broker));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return List.of("the settings of the brokers cannot be read (right DescribeConfigs on the cluster); "
                        + REPLICAS_OF_OTHERS + " must be at least " + replicas);
            }
            throw e;
        }
        List<String> found = new ArrayList<>();
        REPLICAS_OF_OTHERS.forEach(name -> addIfLess(found, settings, name, replicas));
        IN_SYNC_OF_OTHERS.forEach(name -> addIfLess(found, settings, name, leastInSync));
        return found;
    }

    private static void addIfLess(List<String> found, Config settings, String name, int least) {
        ConfigEntry setting = settings.get(name);
        if (setting != null && setting.value() != null && Integer.parseInt(setting.value()) < least) {
            found.add("the brokers' setting " + name + " is " + setting.value() + " but must be at least " + least
                    + "; it holds for topics that are made later");
        }
    }

    private static Map<String, Integer> withFewerThan(int least, Map<String, TopicDescription> topics) {
        Map<String, Integer> found = new TreeMap<>();
        topics.forEach((name, topic) -> {
            int fewest = topic.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            if (fewest < least) {
                found.put(name, fewest);
            }
        });
        return found;
    }

    private static Map<String, TopicDescription> present(Admin admin, List<String> prefixes)
            throws InterruptedException, ExecutionException {
        Set<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
                .filter(name -> prefixes.stream().anyMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
        return admin.describeTopics(names).allTopicNames().get();
    }
}
