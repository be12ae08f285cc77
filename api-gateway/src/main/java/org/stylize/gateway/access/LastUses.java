package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.KeyRecord;

/**
 * Writes when keys were last used, each once a minute at most. No request waits for it: it writes on a thread of its
 * own, {@code key-uses}, and leaves out what it cannot write.
 */
public final class LastUses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);
    static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 1_000;

    private final KeyLog log;
    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> new Thread(task, "key-uses"),
            new ThreadPoolExecutor.DiscardPolicy());

    public LastUses(KeyLog log) {
        this.log = requireNonNull(log, "log is null");
    }

    /** A request had this key. Returns at once. For any thread. */
    void saw(String id, Instant at) {
        Instant last = written.get(id);
        if (last != null && at.isBefore(last.plus(PAUSE))) {
            return;
        }
        boolean isMine = last == null ? written.putIfAbsent(id, at) == null : written.replace(id, last, at);
        if (isMine) {
            writer.execute(() -> write(new KeyRecord.Used(id, at)));
        }
    }

    private void write(KeyRecord.Used use) {
        try {
            log.write(use);
        } catch (KeysUnavailableException e) {
            LOG.debug("The last use of key {} is not written: {}", use.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }
}
