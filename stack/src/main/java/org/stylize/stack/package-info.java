/** A Kafka broker and an S3 store in a process of their own, on the names that all parts of the system share. */
@NullMarked
package org.stylize.stack;

import org.jspecify.annotations.NullMarked;
