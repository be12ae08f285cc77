/** What a tenant may use: rates and quotas, judged by what the ledgers and this gateway know. */
@NullMarked
package org.stylize.gateway.quota;

import org.jspecify.annotations.NullMarked;
