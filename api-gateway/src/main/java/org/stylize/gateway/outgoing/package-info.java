/** Requests that the gateway sends to servers of tenants. */
@NullMarked
package org.stylize.gateway.outgoing;

import org.jspecify.annotations.NullMarked;
