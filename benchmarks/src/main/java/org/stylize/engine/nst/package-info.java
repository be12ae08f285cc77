/** Measurements of functions that the worker's package of this name keeps to itself. */
@NullMarked
package org.stylize.engine.nst;

import org.jspecify.annotations.NullMarked;
