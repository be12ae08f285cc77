/** What is in Kafka, as files, and back into another Kafka. */
@NullMarked
package org.stylize.stack.backup;

import org.jspecify.annotations.NullMarked;
