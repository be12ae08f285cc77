package org.stylize.stack.secure;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;

/**
 * Who may do what in Kafka. What is not listed here is not allowed, once the broker has an authorizer. docs/security.md
 * has the same as a table.
 */
public final class KafkaRights {
    /** The ledger's group, the prefix of its topics and of its transactions; {@code gateway.ledger.application-id}. */
    private static final String LEDGER = "stylize-ledger";
    /** What the names of the gateways' other groups begin with. */
    private static final String GATEWAY_GROUPS = "stylize-gateway";

    private final String user;
    private final List<AclBinding> bindings = new ArrayList<>();

    private KafkaRights(String user) {
        this.user = user;
    }

    /**
     * Of the gateways.
     *
     * @param user without {@code User:}
     */
    public static List<AclBinding> gateway(String user) {
        KafkaRights rights = new KafkaRights(user);
        for (String topic : List.of(
                Topics.SUBMISSIONS,
                Topics.REPORTS,
                Topics.EVENTS,
                Topics.JOBS,
                Topics.DEAD_LETTERS,
                Topics.KEYS,
                Topics.USAGE,
                Topics.BATCHES,
                Topics.SESSIONS,
                Topics.WEBHOOKS,
                Topics.WEBHOOK_DELIVERIES)) {
            rights.may(TOPIC, LITERAL, topic, READ, WRITE, DESCRIBE);
        }
        rights.may(TOPIC, LITERAL, Topics.DEAD_LETTERS, DELETE); // letters that an operator purges
        rights.may(TOPIC, LITERAL, Topics.AUDIT, WRITE, DESCRIBE);
        rights.may(TOPIC, LITERAL, Topics.REQUESTS, WRITE, DESCRIBE);
        rights.may(TOPIC, LITERAL, Topics.CONTROL, WRITE, DESCRIBE);
        rights.may(TOPIC, LITERAL, Topics.PROGRESS, READ, DESCRIBE);
        rights.may(TOPIC, PREFIXED, Topics.SUBMISSIONS + ".", READ, DESCRIBE);
        rights.may(TOPIC, PREFIXED, Topics.EVENTS + ".", WRITE, DESCRIBE);
        rights.may(TOPIC, PREFIXED, LEDGER + "-", ALL); // the copies of its stores
        rights.may(GROUP, PREFIXED, LEDGER, READ, DESCRIBE);
        rights.may(GROUP, PREFIXED, GATEWAY_GROUPS, READ, DESCRIBE);
        rights.may(GROUP, LITERAL, Topics.WORKER_GROUP, DESCRIBE, DESCRIBE_CONFIGS);
        rights.may(TRANSACTIONAL_ID, PREFIXED, LEDGER, WRITE, DESCRIBE);
        return List.copyOf(rights.bindings);
    }

    /** Of the workers. */
    public static List<AclBinding> worker(String user) {
        KafkaRights rights = new KafkaRights(user);
        rights.may(TOPIC, LITERAL, Topics.REQUESTS, READ, DESCRIBE);
        rights.may(TOPIC, LITERAL, Topics.CONTROL, READ, DESCRIBE);
        rights.may(TOPIC, LITERAL, Topics.REPORTS, WRITE, DESCRIBE);
        rights.may(TOPIC, LITERAL, Topics.PROGRESS, WRITE, DESCRIBE);
        rights.may(TOPIC, LITERAL, Topics.DEAD_LETTERS, WRITE, DESCRIBE);
        rights.may(GROUP, LITERAL, Topics.WORKER_GROUP, READ, DESCRIBE);
        return List.copyOf(rights.bindings);
    }

    /**
     * Of services of a tenant that submit over Kafka: they write to the tenant's submissions, and read the tenant's
     * events, with groups whose names begin with the tenant's and a dot, which no tenant's name has.
     */
    public static List<AclBinding> tenant(Tenant tenant) {
        KafkaRights rights = new KafkaRights(SecureDirectory.userOf(tenant));
        rights.may(TOPIC, LITERAL, Topics.submissionsOf(tenant), WRITE, DESCRIBE);
        rights.may(TOPIC, LITERAL, Topics.eventsOf(tenant), READ, DESCRIBE);
        rights.may(GROUP, PREFIXED, tenant + ".", READ, DESCRIBE);
        return List.copyOf(rights.bindings);
    }

    private void may(ResourceType type, PatternType pattern, String name, AclOperation... operations) {
        for (AclOperation operation : operations) {
            bindings.add(new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        }
    }
}
