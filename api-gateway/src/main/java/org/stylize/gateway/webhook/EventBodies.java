package org.stylize.gateway.webhook;

import java.time.Instant;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobProgress;

/** Writes the JSON of messages: {@code type}, {@code timestamp}, {@code data}. For any thread. */
public interface EventBodies {
    /** The same text each time for the same event. */
    String of(JobEvent event);

    /** How far a running job is. */
    String of(JobProgress progress);

    /** That a gateway switched off a webhook. */
    String disabled(Webhook webhook, Instant at, String reason);

    /** Somebody tries a webhook. */
    String test(Webhook webhook, Instant at);
}
