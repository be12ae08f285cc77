/** Removes from the store what no job needs. */
@NullMarked
package org.stylize.gateway.sweep;

import org.jspecify.annotations.NullMarked;
