package org.stylize.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;

/**
 * What a topic is set to.
 *
 * @param name one of {@link Topics}, or of a tenant
 * @param undivided whether it has one partition, however many the others have
 * @param config topic settings by Kafka's names
 */
record TopicSettings(String name, boolean undivided, Map<String, String> config) {
    /** A gateway ends each session before, so that what is deleted after it counts no more. */
    private static final Duration LONGEST_SESSION = Duration.ofDays(31);

    /** Jobs are forgotten sooner, unless gateway.ledger.retention says otherwise. */
    private static final Duration LONGEST_BATCH = Duration.ofDays(90);

    /** All topics of the system. */
    static final List<TopicSettings> ALL = List.of(
            kept(Topics.SUBMISSIONS, Duration.ofDays(7)),
            // The group's assignor divides partitions among workers, so requests in those of a busy worker would wait
            // while another worker idles: one partition is shared by all. Kafka does not delete what a share group
            // has acknowledged, so time must; no job may wait longer.
            kept(Topics.REQUESTS, Duration.ofDays(30)).inOnePartition(),
            kept(Topics.REPORTS, Duration.ofDays(1)),
            kept(Topics.CONTROL, Duration.ofDays(1)),
            kept(Topics.EVENTS, Duration.ofDays(30)),
            kept(Topics.PROGRESS, Duration.ofHours(1)),
            latestByKey(Topics.JOBS),
            kept(Topics.DEAD_LETTERS, Duration.ofDays(30)),
            latestByKey(Topics.KEYS).inOnePartition(),
            latestByKey(Topics.USAGE),
            latestByKey(Topics.SESSIONS).forgottenAfter(LONGEST_SESSION).inOnePartition(),
            latestByKey(Topics.BATCHES).forgottenAfter(LONGEST_BATCH).inOnePartition(),
            kept(Topics.AUDIT, Duration.ofDays(90)).inOnePartition(),
            latestByKey(Topics.WEBHOOKS).inOnePartition(),
            // One that waits is written again at each attempt, so only what has ended grows old.
            latestByKey(Topics.WEBHOOK_DELIVERIES).forgottenAfter(Duration.ofDays(7)));

    /** The ledger joins these by job id, so they need the same number of partitions. */
    static final List<String> CO_PARTITIONED = List.of(Topics.SUBMISSIONS, Topics.REPORTS);

    /** Those, and the ones through which services of these tenants talk to the fleet. */
    static List<TopicSettings> all(List<Tenant> tenants) {
        List<TopicSettings> topics = new ArrayList<>(ALL);
        for (Tenant tenant : tenants) {
            topics.add(kept(Topics.submissionsOf(tenant), Duration.ofDays(7)));
            topics.add(kept(Topics.eventsOf(tenant), Duration.ofDays(30)));
        }
        return topics;
    }

    TopicSettings {
        config = Map.copyOf(config);
    }

    /** Also deletes what is so old; for records that say themselves when they end. */
    private TopicSettings forgottenAfter(Duration retention) {
        Map<String, String> both = new HashMap<>(config);
        both.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
        both.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()));
        return new TopicSettings(name, undivided, both);
    }

    /** The same, with so many in-sync replicas that a write needs. */
    TopicSettings withLeastInSync(int replicas) {
        Map<String, String> more = new HashMap<>(config);
        more.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(replicas));
        return new TopicSettings(name, undivided, more);
    }

    private TopicSettings inOnePartition() {
        return new TopicSettings(name, true, config);
    }

    private static TopicSettings kept(String name, Duration retention) {
        return new TopicSettings(
                name,
                false,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(retention.toMillis()),
                        // Only whole segments are deleted, so none may span much of the retention.
                        TopicConfig.SEGMENT_MS_CONFIG,
                        String.valueOf(retention.dividedBy(6).toMillis())));
    }

    private static TopicSettings latestByKey(String name) {
        return new TopicSettings(
                name,
                false,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        // The segment being written is not compacted; readers at start read it whole.
                        TopicConfig.SEGMENT_MS_CONFIG,
                        String.valueOf(Duration.ofHours(1).toMillis()),
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        String.valueOf(32 << 20),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.2"));
    }
}
