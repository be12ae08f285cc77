/** What every program needs and the JDK does not have. Uses the JDK only. */
@NullMarked
package org.stylize.base;

import org.jspecify.annotations.NullMarked;
