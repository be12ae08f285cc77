/** Composition of the gateway: configuration, beans, start and stop. */
@NullMarked
package org.stylize.gateway;

import org.jspecify.annotations.NullMarked;
