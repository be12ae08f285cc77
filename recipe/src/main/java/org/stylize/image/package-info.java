/** What a picture file says about itself before it is decoded, and the limits that it has to keep. */
@NullMarked
package org.stylize.image;

import org.jspecify.annotations.NullMarked;
