/** Spans of OpenTelemetry, and how they follow from the traces that records name. */
@NullMarked
package org.stylize.service.trace;

import org.jspecify.annotations.NullMarked;
