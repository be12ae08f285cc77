/** Tests of the spans that gateway and worker send to a collector. */
@NullMarked
package org.stylize.systemtests.traces;

import org.jspecify.annotations.NullMarked;
