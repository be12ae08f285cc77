/** One release after another: processes of the last release and of this one work together. */
@NullMarked
package org.stylize.systemtests.upgrade;

import org.jspecify.annotations.NullMarked;
