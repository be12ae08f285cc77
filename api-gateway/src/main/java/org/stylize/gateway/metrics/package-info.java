/** The gateway's meters and their names. */
@NullMarked
package org.stylize.gateway.metrics;

import org.jspecify.annotations.NullMarked;
