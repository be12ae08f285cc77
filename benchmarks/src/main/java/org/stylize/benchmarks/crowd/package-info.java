/** Very many workers in one process, which are real but for the painting: for measurements of everything around it. */
@NullMarked
package org.stylize.benchmarks.crowd;

import org.jspecify.annotations.NullMarked;
