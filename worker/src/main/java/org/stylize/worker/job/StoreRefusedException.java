package org.stylize.worker.job;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.ProblemType;

/**
 * The store refuses this worker: the keys are wrong, a permission is missing, there is no such bucket. It is not the
 * job's fault, and waiting does not help: an operator has to change something.
 */
public final class StoreRefusedException extends JobException {
    public StoreRefusedException(String message, @Nullable Throwable cause) {
        super(ProblemType.UNAVAILABLE, message, cause);
    }
}
