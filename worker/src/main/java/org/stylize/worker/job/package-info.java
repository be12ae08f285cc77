/** The course of one job, and the ports that it needs; names no technology. */
@NullMarked
package org.stylize.worker.job;

import org.jspecify.annotations.NullMarked;
