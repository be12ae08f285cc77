/** The engine for one pair of pictures on the command line: no queue, no store, no service. */
@NullMarked
package org.stylize.engine.cli;

import org.jspecify.annotations.NullMarked;
