/** Jobs from, and reports to, Kafka. */
@NullMarked
package org.stylize.worker.kafka;

import org.jspecify.annotations.NullMarked;
