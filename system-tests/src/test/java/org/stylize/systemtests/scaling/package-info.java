/** Very many workers, which wait instead of painting: throughput, fairness, and what the broker has to do for them. */
@NullMarked
package org.stylize.systemtests.scaling;

import org.jspecify.annotations.NullMarked;
