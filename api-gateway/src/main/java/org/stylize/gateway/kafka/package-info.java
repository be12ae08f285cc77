/** Kafka on the gateway's side: submissions out, events, progress and job records in, the queue's depth. */
@NullMarked
package org.stylize.gateway.kafka;

import org.jspecify.annotations.NullMarked;
