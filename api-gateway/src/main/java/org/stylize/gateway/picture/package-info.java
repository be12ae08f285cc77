/** The pictures that a tenant keeps in the store for jobs to come. */
@NullMarked
package org.stylize.gateway.picture;

import org.jspecify.annotations.NullMarked;
