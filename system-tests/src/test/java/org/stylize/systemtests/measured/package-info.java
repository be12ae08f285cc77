/** How long things take in a fleet that nothing disturbs. */
@NullMarked
package org.stylize.systemtests.measured;

import org.jspecify.annotations.NullMarked;
