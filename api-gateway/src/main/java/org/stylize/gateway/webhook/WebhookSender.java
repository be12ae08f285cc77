package org.stylize.gateway.webhook;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.Trace;

/** Sends messages to servers that tenants name. For any thread. */
public interface WebhookSender {
    /**
     * What came of an attempt.
     *
     * @param status of HTTP; 0 if no answer came
     * @param problem why no answer came; empty if one did
     * @param retryAfter what the answer said in {@code Retry-After}; null if nothing
     */
    record Answer(int status, String problem, @Nullable String retryAfter) {
        public Answer {
            requireNonNull(problem, "problem is null");
        }

        /** Whether the server took the message. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Whether nobody wants anything there any more. */
        boolean isGone() {
            return status == 410;
        }

        /** Why the message does not count as delivered; empty if it does. */
        public String why() {
            if (isSuccess() || status == 0) {
                return problem;
            }
            return "the server answered with status " + status
                    + (status >= 300 && status < 400 ? "; redirects are not followed" : "");
        }
    }

    /**
     * Looks whether messages may go to that address.
     *
     * @throws InvalidJobException if not; it names the field {@code url}
     */
    void check(String url);

    /**
     * Sends a message and waits for the answer, as long as one may take. Never fails.
     *
     * @param trace of what the message is about; its headers go with the message
     */
    Answer send(String url, Map<String, String> headers, String body, Trace trace);
}
