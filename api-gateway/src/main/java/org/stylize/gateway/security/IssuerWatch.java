package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the issuer answers, for health and log, and so that no request needs to; nothing waits for it. A thread of its own, {@code issuer-watch}, if
 * there is an issuer. {@link #start()} and {@link #close()} are for its owner.
 */
public final class IssuerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final @Nullable URI configuration;
    private final AtomicBoolean isThere = new AtomicBoolean();
    private final AtomicBoolean wasThere = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "issuer-watch");

    /** @throws IllegalArgumentException if the issuer's URL is none */
    public IssuerWatch(IssuerSettings settings) {
        requireNonNull(settings, "settings is null");
        this.configuration = settings.issuer() == null
                ? null
                : URI.create(settings.issuer().replaceFirst("/+$", "") + "/.well-known/openid-configuration");
    }

    public void start() {
        if (configuration != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Whether it answered when it was asked last; false if there is none. Any thread. */
    public boolean isThere() {
        return isThere.get();
    }

    /**
     * Whether it has ever answered. Before that a token cannot be checked, and nobody who sends one shall make the gateway look
     * for the issuer. Any thread.
     */
    boolean wasThere() {
        return wasThere.get();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        URI address = requireNonNull(configuration);
        HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();
        boolean isToldOf = false;
        try {
            do {
                boolean answers = answers(client, address);
                wasThere.compareAndSet(false, answers);
                if (answers != isThere.getAndSet(answers) || (!answers && !isToldOf)) {
                    isToldOf = true;
                    if (answers) {
                        LOG.info("The issuer of tokens answers: {}", address);
                    } else {
                        LOG.warn("The issuer of tokens does not answer; keys work without it: {}", address);
                    }
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient client, URI address) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(LONGEST).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
