/** What is counted and timed, and under which name. */
@NullMarked
package org.stylize.gateway.metrics;

import org.jspecify.annotations.NullMarked;
