package org.stylize.client.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times for people: in UTC, to the second, such as {@code 2026-08-14 09:00:01Z}. */
final class TimeText {
    private TimeText() {}

    static String of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }
}
