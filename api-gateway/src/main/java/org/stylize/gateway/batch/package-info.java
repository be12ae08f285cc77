/** Jobs that are submitted together: how they are made, found, cancelled and done again. */
@NullMarked
package org.stylize.gateway.batch;

import org.jspecify.annotations.NullMarked;
