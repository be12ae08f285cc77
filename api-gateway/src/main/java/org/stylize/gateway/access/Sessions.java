package org.stylize.gateway.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.stylize.proto.SessionRecord;

/** Who is logged in, in memory. For any thread. */
public final class Sessions {
    /** After so many sessions, those that have ended of themselves are forgotten. */
    private static final int FORGET_EVERY = 256;

    private final Map<String, SessionRecord> bySha256 = new ConcurrentHashMap<>();
    private final AtomicInteger applied = new AtomicInteger();

    public void apply(SessionRecord session) {
        bySha256.put(session.sha256(), session);
        if (applied.incrementAndGet() % FORGET_EVERY == 0) {
            forgetExpired(session.startedAt());
        }
    }

    public void end(String sha256) {
        bySha256.remove(sha256);
    }

    /** The session of that SHA-256; it may have ended of itself. */
    public Optional<SessionRecord> find(String sha256) {
        return Optional.ofNullable(bySha256.get(sha256));
    }

    /** How many are in memory, also those that have ended of themselves a while ago. */
    int size() {
        return bySha256.size();
    }

    /** Those of a person or program, the oldest first. */
    List<SessionRecord> of(String subject) {
        return bySha256.values().stream()
                .filter(session -> session.subject().equals(subject))
                .sorted(Comparator.comparing(SessionRecord::startedAt).thenComparing(SessionRecord::sha256))
                .toList();
    }

    private void forgetExpired(Instant now) {
        bySha256.values().removeIf(session -> !now.isBefore(session.expiresAt()));
    }
}
