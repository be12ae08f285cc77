package org.stylize.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a replay by time has begun.
 *
 * @param messages that are sent again now
 * @param next there are more: since when the next request is to replay them; null if these are all
 */
public record WebhookReplay(int messages, @Nullable Instant next) {}
