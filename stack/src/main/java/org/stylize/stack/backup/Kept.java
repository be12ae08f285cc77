package org.stylize.stack.backup;

import java.util.List;
import java.util.Set;
import org.stylize.proto.Topics;

/**
 * Which topics and groups are kept. What is left out is made again: the ledger asks for each open job again, counts what
 * tenants use again, and puts its own stores together from the jobs; gateways copy the events of tenants again; orders to
 * workers and progress mean nothing to other workers.
 *
 * @param ledger {@code gateway.ledger.application-id}: the ledger's group, and what its topics begin with
 */
public record Kept(String ledger) {
    private static final String TOPICS = "stylize.";
    private static final String EVENTS_OF_TENANTS = Topics.EVENTS + ".";
    private static final Set<String> MADE_AGAIN =
            Set.of(Topics.REQUESTS, Topics.CONTROL, Topics.PROGRESS, Topics.USAGE);

    /** Whether records of the topic are kept. */
    boolean has(String topic) {
        return topic.equals(refusals())
                || (topic.startsWith(TOPICS) && !topic.startsWith(EVENTS_OF_TENANTS) && !MADE_AGAIN.contains(topic));
    }

    /** Groups that go on where they were. */
    List<String> groups() {
        return List.of(ledger, "stylize-gateway-webhooks", "stylize-gateway-tenant-submissions");
    }

    /** What the ledger restores its store of jobs from: the same as {@link Topics#JOBS}, by the ledger's partitions. */
    String jobs() {
        return ledger + "-jobs-changelog";
    }

    /** What the ledger restores its store of refused submissions from. */
    String refusals() {
        return ledger + "-refusals-changelog";
    }
}
