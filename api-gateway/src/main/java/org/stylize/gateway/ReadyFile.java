package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a script that the gateway is ready, and where, by a file of properties. One thread, {@code ready-file}. */
@Singleton
final class ReadyFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyFile.class);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Optional<Path> file;
    private final String host;
    private final Readiness readiness;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::await, "ready-file");

    ReadyFile(GatewayConfig config, Readiness readiness, HttpServer server) {
        this.file = config.readyFile();
        this.host = config.http().host();
        this.readiness = requireNonNull(readiness, "readiness is null");
        this.server = requireNonNull(server, "server is null");
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void await() {
        try {
            while (!readiness.isReady() || server.getPort() <= 0) {
                if (closed.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            String url = "http://" + (host.equals("0.0.0.0") ? "localhost" : host) + ":" + server.getPort();
            LOG.info("The gateway is ready at {}", url);
            if (file.isPresent()) {
                write(file.get(), "http.url=" + url + "\nhttp.port=" + server.getPort() + "\n");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("The file of gateway.ready-file cannot be written", e);
        }
    }

    /** Whole or not at all, for a script that looks at the wrong moment. */
    private static void write(Path target, String text) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path part = Files.createTempFile(requireNonNull(absolute.getParent()), "ready", ".part");
        Files.writeString(part, text);
        Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
