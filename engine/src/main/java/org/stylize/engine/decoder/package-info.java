/** Decodes pictures in a process of their own, so that a picture that makes a decoder crash ends nothing else. */
@NullMarked
package org.stylize.engine.decoder;

import org.jspecify.annotations.NullMarked;
