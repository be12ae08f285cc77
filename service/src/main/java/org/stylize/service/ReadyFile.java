package org.stylize.service;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.Stop;
import org.stylize.base.WholeFile;

/**
 * Waits on the thread {@code ready-file} until the service is ready, then logs that and writes a file of Java
 * properties, which tells a script that the service is ready and where it listens.
 */
public final class ReadyFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyFile.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final long LONGEST_JOIN_MILLIS = 1_000;

    private final @Nullable Path file;
    private final BooleanSupplier ready;
    private final Supplier<Map<String, String>> content;
    private final Stop stop = new Stop();
    private final Thread thread = new Thread(this::work, "ready-file");

    /**
     * Starts nothing yet.
     *
     * @param file written whole or not at all; null for none
     * @param ready asked every 50 ms until it says yes
     * @param content the properties; asked once, when the service is ready
     */
    public ReadyFile(@Nullable Path file, BooleanSupplier ready, Supplier<Map<String, String>> content) {
        this.file = file;
        this.ready = requireNonNull(ready, "ready is null");
        this.content = requireNonNull(content, "content is null");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Deletes the file: the service is no longer ready. */
    @Override
    public void close() {
        stop.request();
        try {
            thread.join(LONGEST_JOIN_MILLIS);
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("cannot delete the ready file {}: {}", file, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!ready.getAsBoolean()) {
            if (!stop.pause(LOOK_EVERY)) {
                return;
            }
        }
        Map<String, String> said = content.get();
        LOG.info("ready: {}", said);
        if (file != null) {
            write(file, said);
        }
    }

    private static void write(Path file, Map<String, String> said) {
        Properties properties = new Properties();
        properties.putAll(said);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
            WholeFile.write(file, text.toString());
        } catch (IOException e) {
            LOG.error("cannot write the ready file {}", file, e);
        }
    }
}
