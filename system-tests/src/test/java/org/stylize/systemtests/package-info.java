/** Tests of the whole: built services as processes, the page in a browser, and what is deployed. */
@NullMarked
package org.stylize.systemtests;

import org.jspecify.annotations.NullMarked;
