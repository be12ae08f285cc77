/** Counts and times what passes through the ports of the job, so that no other package names Micrometer. */
@NullMarked
package org.stylize.worker.metrics;

import org.jspecify.annotations.NullMarked;
