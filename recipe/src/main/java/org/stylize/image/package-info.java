/** Headers of picture files, read without decoding, and limits that pictures must keep. */
@NullMarked
package org.stylize.image;

import org.jspecify.annotations.NullMarked;
