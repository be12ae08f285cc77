package org.stylize.gateway.webhook;

import java.time.Instant;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobProgress;

/** Bodies that are easy to compare. */
final class SampleBodies implements EventBodies {
    @Override
    public String of(JobEvent event) {
        return event.id().toString();
    }

    @Override
    public String of(JobProgress progress) {
        return "step " + progress.step();
    }

    @Override
    public String disabled(Webhook webhook, Instant at, String reason) {
        return "disabled " + webhook.id();
    }

    @Override
    public String test(Webhook webhook, Instant at) {
        return "test";
    }
}
