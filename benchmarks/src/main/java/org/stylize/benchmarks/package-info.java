/** JMH measurements of functions that run often. */
@NullMarked
package org.stylize.benchmarks;

import org.jspecify.annotations.NullMarked;
