/** The services on a Kafka of several brokers. */
@NullMarked
package org.stylize.systemtests.cluster;

import org.jspecify.annotations.NullMarked;
