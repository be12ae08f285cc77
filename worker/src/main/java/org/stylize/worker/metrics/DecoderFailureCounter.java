package org.stylize.worker.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/** Counts the processes of the decoder that failed. */
public final class DecoderFailureCounter {
    private DecoderFailureCounter() {}

    /**
     * Adds the counter.
     *
     * @param decoder kept by the caller
     * @param failures of the decoder, since its start
     */
    public static <D> void add(MeterRegistry registry, D decoder, ToLongFunction<D> failures) {
        FunctionCounter.builder(Names.of("decoder.failures"), decoder, failures::applyAsLong)
                .description("Processes that crashed, hung or were killed while they decoded a picture")
                .register(registry);
    }
}
