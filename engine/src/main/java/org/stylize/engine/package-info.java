/**
 * What the engine does, as its users see it: the port {@link org.stylize.engine.Stylizer}, the values that go in and out,
 * and the exceptions. How it is done is in the packages below.
 */
@NullMarked
package org.stylize.engine;

import org.jspecify.annotations.NullMarked;
