package org.stylize.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.stylize.worker.job.StoreRefusedException;
import org.stylize.worker.job.TransientFaultException;

/** Counts the store's faults, whichever port they came through. */
record StoreFaultCounter(Counter faults) {
    static StoreFaultCounter in(MeterRegistry registry) {
        return new StoreFaultCounter(Counter.builder(Names.of("store.faults"))
                .description("Requests that the S3 store did not answer, or refused for a reason that is not the job's")
                .register(registry));
    }

    <T> T counting(Supplier<T> action) {
        try {
            return requireNonNull(action.get(), "a port returns no null");
        } catch (TransientFaultException | StoreRefusedException e) {
            faults.increment();
            throw e;
        }
    }
}
