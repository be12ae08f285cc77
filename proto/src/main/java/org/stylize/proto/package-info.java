/** The shared language of all parts: topics, messages as values, problem types, and the codec between values and bytes. */
@NullMarked
package org.stylize.proto;

import org.jspecify.annotations.NullMarked;
