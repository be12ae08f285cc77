/** Measurements of pictures while they are optimized: how low their losses are after how much processor time. */
@NullMarked
package org.stylize.benchmarks.courses;

import org.jspecify.annotations.NullMarked;
