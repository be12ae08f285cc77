/** The port of health and metrics: its threads, its routes, and who may ask. */
@NullMarked
package org.stylize.gateway.management;

import org.jspecify.annotations.NullMarked;
