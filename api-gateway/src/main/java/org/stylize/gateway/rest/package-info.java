/** The HTTP API: resources, request and response records, problems, server-sent events. */
@NullMarked
package org.stylize.gateway.rest;

import org.jspecify.annotations.NullMarked;
