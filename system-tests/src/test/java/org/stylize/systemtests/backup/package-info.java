/** What is left after the loss of everything but a backup. */
@NullMarked
package org.stylize.systemtests.backup;

import org.jspecify.annotations.NullMarked;
