/** Implements the port {@code Stylizer}: the device and its thread, the weights, and everything from encoded pictures to the encoded pastiche. */
@NullMarked
package org.stylize.engine.stylizer;

import org.jspecify.annotations.NullMarked;
