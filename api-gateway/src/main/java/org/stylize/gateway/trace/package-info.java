/** Spans of what the gateway and its ledger do, wrapped round ports. */
@NullMarked
package org.stylize.gateway.trace;

import org.jspecify.annotations.NullMarked;
