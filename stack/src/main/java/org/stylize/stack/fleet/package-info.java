/** A whole fleet on one machine, each service a child process: for the demo and for tests of the whole system. */
@NullMarked
package org.stylize.stack.fleet;

import org.jspecify.annotations.NullMarked;
