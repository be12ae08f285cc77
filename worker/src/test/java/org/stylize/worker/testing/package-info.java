/** Fakes of the job's ports, and a plain client of the broker. */
@NullMarked
package org.stylize.worker.testing;

import org.jspecify.annotations.NullMarked;
