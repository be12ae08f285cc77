/** Callers are known by their keys: the ends of Quarkus' security. */
@NullMarked
package org.stylize.gateway.security;

import org.jspecify.annotations.NullMarked;
