/** The object store behind the gateway. */
@NullMarked
package org.stylize.gateway.s3;

import org.jspecify.annotations.NullMarked;
