/** Pictures that a request names by their address on the internet: they are downloaded, and are then like uploads. */
@NullMarked
package org.stylize.gateway.link;

import org.jspecify.annotations.NullMarked;
