/** The object store over the S3 protocol. */
@NullMarked
package org.stylize.gateway.s3;

import org.jspecify.annotations.NullMarked;
