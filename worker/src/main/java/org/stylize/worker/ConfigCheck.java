package org.stylize.worker;

import java.time.Duration;
import org.stylize.engine.stylizer.MemorySettings;

/** Ranges that types can't express. A message names the key, what was expected, and what was found. */
final class ConfigCheck {
    private static final int LONGEST_SIDE_PIXELS = 16_384;
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks all values.
     *
     * @throws IllegalArgumentException naming the first key whose value is out of its range
     */
    static void check(WorkerConfig config) {
        range("worker.threads", config.threads(), 1, 1024);
        config.tileSidePixels()
                .ifPresent(side -> range(
                        "worker.tile-side-pixels", side, MemorySettings.SMALLEST_TILE_PIXELS, LONGEST_SIDE_PIXELS));
        if (config.tileSidePixels().isPresent() && !config.backEnd().hasTiles()) {
            throw new IllegalArgumentException("worker.tile-side-pixels must not be set because worker.back-end is "
                    + config.backEnd().label() + ", which has no tiles");
        }
        config.memory().ifPresent(bytes -> range("worker.memory", bytes.asLongValue(), 64L << 20, 1L << 50));
        range("worker.style-cache", config.styleCache().asLongValue(), 0, 1L << 40);
        range("worker.style-store.least-time", config.styleStore().leastTime());
        range("worker.style-store.timeout", config.styleStore().timeout());
        range(
                "worker.style-store.object-bytes",
                config.styleStore().objectBytes().asLongValue(),
                1,
                1 << 30);
        range("worker.limits.image-bytes", config.limits().imageBytes().asLongValue(), 1, 1 << 30);
        range("worker.limits.image-pixels", config.limits().imagePixels(), 1, Long.MAX_VALUE);
        range("worker.limits.image-side-pixels", config.limits().imageSidePixels(), 1, Integer.MAX_VALUE);
        range("worker.limits.longest-side-pixels", config.limits().longestSidePixels(), 32, LONGEST_SIDE_PIXELS);
        range("worker.progress-interval", config.progressInterval());
        range("worker.preview-interval", config.previewInterval());
        range("worker.checkpoint-interval", config.checkpointInterval());
        range("worker.slice", config.slice());
        range("worker.step-timeout", config.stepTimeout());
        range("worker.shutdown-grace", config.shutdownGrace());
        range("worker.decoder.heap", config.decoder().heap().asLongValue(), 64L << 20, 16L << 30);
        range("worker.decoder.timeout", config.decoder().timeout());
        range("worker.kafka.delivery-timeout", config.kafka().deliveryTimeout());
        range("worker.s3.timeout", config.s3().timeout());
        range("worker.s3.patience", config.s3().patience());
        if (config.weights().location().isPresent() && config.weights().sha256().isEmpty()) {
            throw new IllegalArgumentException("worker.weights.sha256 must be set because worker.weights.location is");
        }
    }

    private static void range(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be " + least + " to " + most + " but is " + value);
        }
    }

    private static void range(String key, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + " must be more than 0 and at most " + LONGEST.toHours()
                    + "h but is " + value.toMillis() + "ms");
        }
    }

    private ConfigCheck() {}
}
