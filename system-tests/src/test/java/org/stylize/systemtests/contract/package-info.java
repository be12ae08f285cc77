/** What the project publishes about its API and its topics, judged by programs of other teams and other languages. */
@NullMarked
package org.stylize.systemtests.contract;

import org.jspecify.annotations.NullMarked;
