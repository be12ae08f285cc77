/** The command line {@code stylize-jobs}. */
@NullMarked
package org.stylize.client.cli;

import org.jspecify.annotations.NullMarked;
