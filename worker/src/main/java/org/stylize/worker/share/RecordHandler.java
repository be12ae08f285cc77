package org.stylize.worker.share;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the records of a topic are.
 *
 * @param <T> what a record is read as
 */
public interface RecordHandler<T> {
    /**
     * Reads a record, on the thread that polls: must be quick. Whatever it throws makes the record unreadable.
     *
     * @param delivery 1 for the first delivery of the record
     */
    T read(ConsumerRecord<byte[], byte[]> record, int delivery);

    /**
     * Lays an unreadable record aside, on a thread of its own, while the record is held. After it returns, the record is
     * accepted. If it throws, it is called again after a pause, as long as the record is held.
     *
     * @param cause what {@link #read} threw
     */
    void refuse(ConsumerRecord<byte[], byte[]> record, int delivery, RuntimeException cause);
}
