/** Test bases that several modules share. In test scope only. */
@NullMarked
package org.stylize.testing;

import org.jspecify.annotations.NullMarked;
