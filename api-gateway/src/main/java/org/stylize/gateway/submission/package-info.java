/** From a caller's request to a job that the broker has, with the ports to store and broker. */
@NullMarked
package org.stylize.gateway.submission;

import org.jspecify.annotations.NullMarked;
