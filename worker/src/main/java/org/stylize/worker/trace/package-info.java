/** Spans of what the worker does, wrapped round ports. */
@NullMarked
package org.stylize.worker.trace;

import org.jspecify.annotations.NullMarked;
