package org.stylize.client;

import org.jspecify.annotations.Nullable;

/**
 * One event of a stream.
 *
 * @param name {@code message} where the stream names none
 * @param data lines joined by line feeds
 * @param id the last id that the stream has given, by this event or an earlier one
 */
record ServerSentEvent(String name, String data, @Nullable String id) {}
