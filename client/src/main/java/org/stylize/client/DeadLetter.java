package org.stylize.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that the service could not process, or a job that failed.
 *
 * @param id names the dead letter, such as {@code 0-42}
 * @param kind {@code submission}, of a failed job too; {@code command}, {@code request} or {@code report}
 * @param key of the record; the job's id where it could be read
 * @param problem why it is a dead letter
 * @param attempts at the job so far
 * @param bytes size of the record
 * @param content the record; null in lists
 */
public record DeadLetter(
        String id,
        String kind,
        String key,
        Instant at,
        Problem problem,
        int attempts,
        int bytes,
        @Nullable Content content) {
    /**
     * The value of the record.
     *
     * @param base64 all its bytes
     * @param message the same as JSON, for people; null if the bytes are not a message of this kind
     */
    public record Content(String base64, @Nullable Map<String, Object> message) {}
}
