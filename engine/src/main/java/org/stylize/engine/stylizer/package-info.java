/** The port {@code Stylizer} over the mathematics: owns the device and its thread, the weights, and the way from bytes to bytes. */
@NullMarked
package org.stylize.engine.stylizer;

import org.jspecify.annotations.NullMarked;
