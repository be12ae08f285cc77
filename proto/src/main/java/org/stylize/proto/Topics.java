package org.stylize.proto;

import java.util.List;

/**
 * Names of the Kafka topics and groups. The key of a record is the job id, except in {@link #KEYS}, {@link #USAGE}, {@link
 * #SESSIONS}, {@link #BATCHES}, {@link #AUDIT}, {@link #WEBHOOKS} and {@link #WEBHOOK_DELIVERIES}.
 */
public final class Topics {
    /** Written by gateways and other services, read by the ledger. */
    public static final String SUBMISSIONS = "stylize.submissions";
    /** Written by the ledger, read by the share group {@link #WORKER_GROUP}. */
    public static final String REQUESTS = "stylize.requests";
    /** Written by workers, read by the ledger. */
    public static final String REPORTS = "stylize.reports";
    /** Written by the ledger, read by every worker. */
    public static final String CONTROL = "stylize.control";
    /** The events of each job, for everybody; read it with {@code isolation.level=read_committed}. */
    public static final String EVENTS = "stylize.events";
    /** Written by workers about twice a second, for everybody; a record may be lost, the latest counts. */
    public static final String PROGRESS = "stylize.progress";
    /** Compacted: the latest state of each job, for every gateway's view. */
    public static final String JOBS = "stylize.jobs";
    /** Failed jobs and refused records, for operators. */
    public static final String DEAD_LETTERS = "stylize.dead-letters";
    /** Compacted: the API keys, for gateways only. {@link KeyRecord#recordKey()} says under which keys. */
    public static final String KEYS = "stylize.keys";
    /** Compacted: what each tenant uses, for gateways only. {@link Usage#recordKey()} says under which keys. */
    public static final String USAGE = "stylize.usage";
    /** Compacted: who is logged in at the page, for gateways only. {@link SessionRecord#sha256()} is the key. */
    public static final String SESSIONS = "stylize.sessions";
    /** Compacted: jobs that were submitted together, for gateways only. {@link BatchRecord#id()} is the key. */
    public static final String BATCHES = "stylize.batches";
    /** Who got in, who did not, and what became of keys. The key is {@link AuditEvent#actor()}. */
    public static final String AUDIT = "stylize.audit";
    /** Compacted: where tenants want to be told of events, for gateways only. {@link WebhookRecord#recordKey()} is the key. */
    public static final String WEBHOOKS = "stylize.webhooks";
    /** Compacted: what is to be sent there and what was, for gateways only. {@link WebhookDelivery#messageId()} is the key. */
    public static final String WEBHOOK_DELIVERIES = "stylize.webhook-deliveries";

    /** The share group through which workers take requests. */
    public static final String WORKER_GROUP = "stylize-workers";

    /** All topics, in the order above. */
    public static final List<String> ALL = List.of(
            SUBMISSIONS,
            REQUESTS,
            REPORTS,
            CONTROL,
            EVENTS,
            PROGRESS,
            JOBS,
            DEAD_LETTERS,
            KEYS,
            USAGE,
            SESSIONS,
            BATCHES,
            AUDIT,
            WEBHOOKS,
            WEBHOOK_DELIVERIES);

    /** Where services of one tenant submit; gateways carry it over to {@link #SUBMISSIONS}, as that tenant's. */
    public static String submissionsOf(Tenant tenant) {
        return SUBMISSIONS + "." + tenant;
    }

    /** A copy of the tenant's events, for its own services. */
    public static String eventsOf(Tenant tenant) {
        return EVENTS + "." + tenant;
    }

    private Topics() {}
}
