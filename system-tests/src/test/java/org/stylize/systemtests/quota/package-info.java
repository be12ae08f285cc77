/** Quotas of tenants over several gateways. */
@NullMarked
package org.stylize.systemtests.quota;

import org.jspecify.annotations.NullMarked;
