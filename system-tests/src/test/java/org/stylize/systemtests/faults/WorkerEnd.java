package org.stylize.systemtests.faults;

import java.time.Instant;

/**
 * A worker was killed, or told to stop.
 *
 * @param at when it got the signal
 */
record WorkerEnd(String worker, Instant at, boolean isKilled) {}
