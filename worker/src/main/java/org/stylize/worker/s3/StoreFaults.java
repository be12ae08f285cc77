package org.stylize.worker.s3;

import org.stylize.service.StoreException;
import org.stylize.worker.job.JobException;
import org.stylize.worker.job.StoreRefusedException;
import org.stylize.worker.job.TransientFaultException;

/** Faults of the store that are not the job's fault: those that pass, and those that an operator has to end. */
final class StoreFaults {
    private StoreFaults() {}

    /** Of a request for an object of the worker's own bucket, whose name the worker chose. */
    static JobException of(StoreException e) {
        return switch (e.kind()) {
            case DENIED, INVALID -> new StoreRefusedException(String.valueOf(e.getMessage()), e);
            case MISSING, TOO_LARGE, REFUSED, UNREACHABLE ->
                new TransientFaultException(String.valueOf(e.getMessage()), e);
        };
    }

    static StoreRefusedException noBucket(String bucket, StoreException e) {
        return new StoreRefusedException("the store has no bucket '" + bucket + "'", e);
    }
}
