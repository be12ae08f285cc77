package org.stylize.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.stylize.base.Sha256;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobProgress;

/** Makes the {@code webhook-id} of a message: the same whenever and wherever the message is made. */
final class MessageId {
    private static final int DIGITS = 32;

    private MessageId() {}

    /** An event of a job, to a webhook. */
    static String of(String webhookId, JobEvent event) {
        return hashed(webhookId + "/" + event.id() + "/" + event.sequence());
    }

    /** Progress of a job, to a webhook. */
    static String of(String webhookId, JobProgress progress) {
        return hashed(webhookId + "/" + progress.id() + "/" + progress.attempt().id() + "/" + progress.step());
    }

    /** The news, to a webhook, that another one was switched off that had been on since then. */
    static String ofDisabled(String webhookId, String disabledId, Instant enabledAt) {
        return hashed(webhookId + "/disabled/" + disabledId + "/" + enabledAt);
    }

    /** A test. */
    static String ofTest(String webhookId, Instant at) {
        return hashed(webhookId + "/test/" + at);
    }

    private static String hashed(String text) {
        return "msg_" + Sha256.of(text.getBytes(UTF_8)).substring(0, DIGITS);
    }
}
