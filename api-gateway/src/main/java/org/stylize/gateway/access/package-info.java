/** Who may do what: API keys, their scopes, and what becomes of them. */
@NullMarked
package org.stylize.gateway.access;

import org.jspecify.annotations.NullMarked;
