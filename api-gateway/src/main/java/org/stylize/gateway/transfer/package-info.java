/** Bodies on their way between clients and this gateway: how many at a time, how much room, how slow they may be. */
@NullMarked
package org.stylize.gateway.transfer;

import org.jspecify.annotations.NullMarked;
