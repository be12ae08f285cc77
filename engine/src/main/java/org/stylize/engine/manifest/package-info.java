/** What made a result, as a file beside it. */
@NullMarked
package org.stylize.engine.manifest;

import org.jspecify.annotations.NullMarked;
