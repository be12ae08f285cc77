/** Webhooks after Standard Webhooks 1.0.0: who wants to be told of which events, and that every one of them is sent. */
@NullMarked
package org.stylize.gateway.webhook;

import org.jspecify.annotations.NullMarked;
