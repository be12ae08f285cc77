/** Measurements that need to see what the worker's package of this name keeps to itself. */
@NullMarked
package org.stylize.engine.stylizer;

import org.jspecify.annotations.NullMarked;
