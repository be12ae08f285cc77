/** Serves the files of the web page, and the documents that describe API and messages. */
@NullMarked
package org.stylize.gateway.page;

import org.jspecify.annotations.NullMarked;
