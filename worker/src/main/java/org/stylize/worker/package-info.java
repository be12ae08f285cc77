/** The worker service: configuration, composition, start and stop. */
@NullMarked
package org.stylize.worker;

import org.jspecify.annotations.NullMarked;
