/** Pictures in memory: decoded from every format that people send, resized as Pillow does, encoded as PNG or JPEG. */
@NullMarked
package org.stylize.engine.picture;

import org.jspecify.annotations.NullMarked;
