/**
 * Takes records from a Kafka share group, one at a time, and holds each for as long as the work on it takes: seconds or
 * hours. Nothing here knows what the records are.
 *
 * <p>In a share group (KIP-932) consumers do not own partitions: any member takes the next record that nobody has, under
 * a lock that ends by itself, and settles it when the work is done. A member that dies needs no rebalance: its lock runs
 * out, and the record goes to another member. The lock lasts 30 s by default, so long work has to renew it.
 *
 * <p>{@link org.stylize.worker.share.LongShareConsumer} is the way in; {@code docs/share-consumer.md} says what was
 * measured and why the code is as it is.
 */
@NullMarked
package org.stylize.worker.share;

import org.jspecify.annotations.NullMarked;
