/** A whole fleet on one machine, each service a child process: for the demo and for tests of the whole. JDK only. */
@NullMarked
package org.stylize.stack.fleet;

import org.jspecify.annotations.NullMarked;
