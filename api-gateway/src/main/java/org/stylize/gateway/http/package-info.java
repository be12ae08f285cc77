/** What HTTP itself defines and several parts of the gateway need. */
@NullMarked
package org.stylize.gateway.http;

import org.jspecify.annotations.NullMarked;
