package org.stylize.gateway.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics in which Kafka Streams keeps the ledger's stores. The member of the group that leads it makes them, but only
 * those of its own release: a ledger of a later one, with more stores, would ask for its changelogs again and again and do
 * nothing else, as long as one of an earlier release leads. So each ledger makes what it needs before it starts.
 */
final class Changelogs {
    private static final Logger LOG = LoggerFactory.getLogger(Changelogs.class);

    private Changelogs() {}

    /**
     * Makes those that are missing, as Kafka Streams does.
     *
     * @param present the topics that are there
     * @param partitions of the topics that the ledger reads
     */
    static void make(Admin admin, String applicationId, Set<String> present, int partitions)
            throws InterruptedException, ExecutionException {
        List<NewTopic> missing = LedgerTopology.STORES.stream()
                .map(store -> applicationId + "-" + store + "-changelog")
                .filter(name -> !present.contains(name))
                .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty())
                        .configs(Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_COMPACT,
                                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                "CreateTime")))
                .toList();
        for (NewTopic topic : missing) {
            try {
                admin.createTopics(List.of(topic)).all().get();
                LOG.info("Made the topic {}", topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another gateway was faster
                    throw e;
                }
            }
        }
    }
}
