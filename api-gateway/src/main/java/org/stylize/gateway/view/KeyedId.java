package org.stylize.gateway.view;

import org.stylize.proto.DigestId;
import org.stylize.proto.JobId;
import org.stylize.proto.Tenant;

/**
 * The id of a job that has an idempotency key: the same at every gateway and in every release. It is the {@link DigestId} of tenant
 * (nothing for the default one) and key. For a retry, the id of the old job is a third field.
 */
public final class KeyedId {
    private KeyedId() {}

    /** The id of the job that is submitted under that key. */
    public static JobId of(Tenant tenant, String key) {
        return ofFields(name(tenant), key);
    }

    /** The id of the job that does another one again, asked for under that key. It is the id of no submission. */
    public static JobId ofRetry(Tenant tenant, JobId again, String key) {
        return ofFields(name(tenant), key, again.toString());
    }

    /** Keys that were used before there were tenants are those of the default tenant. */
    private static String name(Tenant tenant) {
        return tenant.equals(Tenant.DEFAULT) ? "" : tenant.name();
    }

    private static JobId ofFields(String... fields) {
        return new JobId(DigestId.of(fields));
    }
}
