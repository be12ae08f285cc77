package org.stylize.gateway.rest;

import org.stylize.gateway.view.JobViews;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Tenant;

/** Finds the job that a URL names. */
final class Jobs {
    private Jobs() {}

    /**
     * Finds the job of a tenant.
     *
     * @throws HttpProblem 404 if the tenant has no such job
     */
    static JobRecord known(JobViews views, Tenant tenant, String id) {
        try {
            return views.find(tenant, JobId.parse(id)).orElseThrow(() -> unknown(id));
        } catch (InvalidJobException e) {
            throw unknown(id);
        }
    }

    private static HttpProblem unknown(String id) {
        return new HttpProblem(ProblemType.UNKNOWN_JOB, "there is no job " + id, null);
    }
}
