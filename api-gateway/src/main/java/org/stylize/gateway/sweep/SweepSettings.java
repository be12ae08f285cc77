package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the sweeper works.
 *
 * @param isEnabled whether it sweeps at all
 * @param interval from the end of a sweep to the next one
 * @param uploadGrace how old an upload must be that no job names
 * @param endedGrace how old what an attempt made must be, and how long ago its job must have ended
 * @param styleRetention how old the features of a style image may become
 * @param deletionsPerSecond most objects that are deleted in a second, at least 1
 */
public record SweepSettings(
        boolean isEnabled,
        Duration interval,
        Duration uploadGrace,
        Duration endedGrace,
        Duration styleRetention,
        int deletionsPerSecond) {
    public SweepSettings {
        requirePositive(interval, "interval");
        requirePositive(uploadGrace, "upload-grace");
        requirePositive(endedGrace, "ended-grace");
        requirePositive(styleRetention, "style-retention");
        if (deletionsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "gateway.sweeper.deletions-per-second must be at least 1 but is " + deletionsPerSecond);
        }
    }

    private static void requirePositive(Duration value, String key) {
        requireNonNull(value, key + " is null");
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("gateway.sweeper." + key + " must be more than 0 but is " + value);
        }
    }

    SweepRules rules() {
        return new SweepRules(uploadGrace, endedGrace, styleRetention);
    }
}
