/** The proof by faults: jobs go through real processes while these are killed, frozen and fed with odd records. */
@NullMarked
package org.stylize.systemtests.faults;

import org.jspecify.annotations.NullMarked;
