package org.stylize.proto;

import static java.util.Objects.requireNonNull;

/**
 * Keys of the objects that are in the store for the sake of one job. Whatever else a tenant has there is the tenant's own
 * business.
 */
public record JobKeys(Tenant tenant, JobId job) {
    /** The part of a key, after the tenant if there is one, that says that a picture came with a submission. */
    public static final String UPLOADS = "uploads";
    /** The part of a key, after the tenant if there is one, that says that a worker made the object. */
    public static final String MADE = "jobs";

    public JobKeys {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(job, "job is null");
    }

    /** What the keys of the pictures that came with the submission begin with: {@code {tenant}/uploads/{job}/}. */
    public String uploads() {
        return uploadsOf(tenant) + job + "/";
    }

    /** What the keys of everything that workers make for the job begin with: {@code {tenant}/jobs/{job}/}. */
    public String made() {
        return madeOf(tenant) + job + "/";
    }

    /** What the keys of all uploads of a tenant begin with; the job follows. */
    public static String uploadsOf(Tenant tenant) {
        return tenant.keyPrefix() + UPLOADS + "/";
    }

    /** What the keys of everything that workers make for a tenant begin with; the job follows. */
    public static String madeOf(Tenant tenant) {
        return tenant.keyPrefix() + MADE + "/";
    }

    /** Where releases before tenants put the uploads of a job: {@code uploads/{job}/}. */
    public static String uploadsBefore(JobId job) {
        return UPLOADS + "/" + job + "/";
    }

    /** Where releases before tenants put what workers made for a job: {@code jobs/{job}/}. */
    public static String madeBefore(JobId job) {
        return MADE + "/" + job + "/";
    }
}
