package org.stylize.worker;

import io.quarkus.vertx.http.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.worker.job.Patience;

/** Waits on a thread of its own until the worker is ready, and then says so, in the log and in a file. */
final class ReadyFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyFile.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final WorkerIdentity identity;
    private final @Nullable Path file;
    private final HttpServer server;
    private final BooleanSupplier ready;
    private final Patience patience;
    private final Thread thread = new Thread(this::work, "ready-file");

    /**
     * @param file written whole or not at all; null for none
     * @param patience once it has ended, nothing is written any more
     */
    ReadyFile(
            WorkerIdentity identity, @Nullable Path file, HttpServer server, BooleanSupplier ready, Patience patience) {
        this.identity = identity;
        this.file = file;
        this.server = server;
        this.ready = ready;
        this.patience = patience;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Deletes the file: the worker is not ready any more. */
    @Override
    public void close() {
        patience.end();
        try {
            thread.join(1_000);
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("the ready file {} could not be deleted: {}", file, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!ready.getAsBoolean()) {
            if (!patience.await(LOOK_EVERY)) {
                return;
            }
        }
        LOG.info("worker {} is ready on {}, http port {}", identity.name(), identity.device(), server.getPort());
        if (file != null) {
            write(file);
        }
    }

    private void write(Path target) {
        Properties properties = new Properties();
        properties.setProperty("worker", identity.name());
        properties.setProperty("device", identity.device());
        properties.setProperty("http.port", String.valueOf(server.getPort()));
        properties.setProperty("pid", String.valueOf(ProcessHandle.current().pid()));
        try {
            StringWriter text = new StringWriter();
            properties.store(text, null);
            Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
            Files.writeString(temporary, text.toString());
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("the ready file {} can't be written", target, e);
        }
    }
}
