/** Recipes as data: what to optimize, how and at which size, with presets, validation and JSON. */
@NullMarked
package org.stylize.recipe;

import org.jspecify.annotations.NullMarked;
