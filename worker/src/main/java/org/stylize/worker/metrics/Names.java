package org.stylize.worker.metrics;

/** Names of the worker's meters. */
final class Names {
    /** {@code jobs} becomes {@code stylize.worker.jobs}, in Prometheus {@code stylize_worker_jobs_total}. */
    static String of(String name) {
        return "stylize.worker." + name;
    }

    private Names() {}
}
