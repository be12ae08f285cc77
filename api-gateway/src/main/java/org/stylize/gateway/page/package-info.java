/** Serves the files of the web page. */
@NullMarked
package org.stylize.gateway.page;

import org.jspecify.annotations.NullMarked;
