package org.stylize.worker.s3;

import org.stylize.service.StoreException;
import org.stylize.worker.job.TransientFaultException;

/** Faults of the store that are not the job's fault. */
final class StoreFaults {
    private StoreFaults() {}

    static TransientFaultException passing(StoreException e) {
        return new TransientFaultException(String.valueOf(e.getMessage()), e);
    }

    static TransientFaultException noBucket(String bucket, StoreException e) {
        return new TransientFaultException("the store has no bucket '" + bucket + "'", e);
    }
}
