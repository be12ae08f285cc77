/** The mathematics of neural style transfer on arrays: features, losses, gradient, optimizer. Knows nothing of a service. */
@NullMarked
package org.stylize.engine.nst;

import org.jspecify.annotations.NullMarked;
