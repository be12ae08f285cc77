package org.stylize.client;

import org.jspecify.annotations.Nullable;

/**
 * One event of a stream.
 *
 * @param name name of the event; {@code message} if the stream names none
 * @param data the data lines, joined by line feeds
 * @param id id of this event, or else of the last event that had one
 */
record ServerSentEvent(String name, String data, @Nullable String id) {}
