/** The page for people: its files, as they are served. */
@NullMarked
package org.stylize.gateway.page;

import org.jspecify.annotations.NullMarked;
