/** The ledger: the one writer of the truth about jobs, as rules and as the Kafka Streams topology round them. */
@NullMarked
package org.stylize.gateway.ledger;

import org.jspecify.annotations.NullMarked;
