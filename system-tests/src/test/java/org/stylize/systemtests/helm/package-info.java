/** The Helm chart: rendered by Helm itself, held against the schemas of what it makes and against the programs that it runs. */
@NullMarked
package org.stylize.systemtests.helm;

import org.jspecify.annotations.NullMarked;
