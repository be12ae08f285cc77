package org.stylize.systemtests.faults;

/**
 * A job that a gateway or the broker has accepted.
 *
 * @param key that was used for this job only
 * @param steps of its recipe; all else is the same in all jobs
 */
public record Accepted(String id, String key, int steps) {}
