package org.stylize.systemtests.faults;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.Encoded;

/** A Kafka producer of another team, which places records as librdkafka does by default. For one thread. */
interface ForeignProducer extends AutoCloseable {
    /**
     * Writes a submission and waits for the broker.
     *
     * @param partition null: the producer's partitioner chooses
     * @return whether the broker has it
     */
    boolean send(Encoded submission, @Nullable Integer partition);

    @Override
    void close();
}
