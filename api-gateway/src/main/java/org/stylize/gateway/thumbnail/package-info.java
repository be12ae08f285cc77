/** Small pictures of finished jobs, made from the stored results. */
@NullMarked
package org.stylize.gateway.thumbnail;

import org.jspecify.annotations.NullMarked;
