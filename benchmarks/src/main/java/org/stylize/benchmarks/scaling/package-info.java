/** A simulated day of a large fleet, and what broker, ledger and store have to do for it. */
@NullMarked
package org.stylize.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
