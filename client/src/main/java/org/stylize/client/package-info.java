/** Client of the service over its public HTTP API: submit jobs, follow them, fetch their pictures. */
@NullMarked
package org.stylize.client;

import org.jspecify.annotations.NullMarked;
