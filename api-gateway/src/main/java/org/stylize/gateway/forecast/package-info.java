/** What waits, what the workers do in a second, and so how long a job will wait. */
@NullMarked
package org.stylize.gateway.forecast;

import org.jspecify.annotations.NullMarked;
