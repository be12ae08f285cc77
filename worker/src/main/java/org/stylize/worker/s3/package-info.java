/** Pictures in an S3 store. */
@NullMarked
package org.stylize.worker.s3;

import org.jspecify.annotations.NullMarked;
