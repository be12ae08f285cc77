/** Gateways with very many jobs. */
@NullMarked
package org.stylize.systemtests.many;

import org.jspecify.annotations.NullMarked;
