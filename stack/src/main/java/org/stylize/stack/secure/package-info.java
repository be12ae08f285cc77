/** What a stack needs to talk over TLS to programs that it knows: certificates, passwords, rights. */
@NullMarked
package org.stylize.stack.secure;

import org.jspecify.annotations.NullMarked;
