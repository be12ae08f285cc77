package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.SessionRecord;
import org.stylize.proto.Tenant;

/** Says whom a key or a session belongs to. Asks nobody else, so keys that are known count even if Kafka is away. For any thread. */
public final class Gatekeeper {
    private final ApiKeys keys;
    private final @Nullable KeyText firstKey;
    private final Sessions sessions;
    private final LastUses uses;
    private final Audit audit;
    private final Clock clock;

    /**
     * Creates it.
     *
     * @param firstKey a key of the configuration, which has all scopes; null: none
     */
    public Gatekeeper(
            ApiKeys keys, @Nullable KeyText firstKey, Sessions sessions, LastUses uses, Audit audit, Clock clock) {
        this.keys = requireNonNull(keys, "keys is null");
        this.firstKey = firstKey;
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.uses = requireNonNull(uses, "uses is null");
        this.audit = requireNonNull(audit, "audit is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Never waits for anything. */
    public Verdict check(String text) {
        return KeyText.parse(text).map(this::check).orElse(new Verdict.Refused(Refusal.MALFORMED));
    }

    /** The same for what a browser has of its session. A session with a key counts no longer than its key. */
    public Verdict checkSession(String text) {
        return SessionText.parse(text)
                .flatMap(session -> sessions.find(session.sha256()))
                .map(this::check)
                .orElse(new Verdict.Refused(Refusal.SESSION));
    }

    private Verdict check(SessionRecord session) {
        Instant now = clock.instant();
        if (!now.isBefore(session.expiresAt())) {
            return new Verdict.Refused(Refusal.SESSION);
        }
        String keyId = session.keyId();
        if (keyId == null) {
            return new Verdict.Accepted(new Principal(
                    session.tenant(),
                    session.subject(),
                    session.name(),
                    Scope.named(session.scopes()),
                    session.expiresAt()));
        }
        return holder(keyId, now) instanceof Verdict.Accepted holder
                ? new Verdict.Accepted(holder.principal()
                        .until(ApiKey.earlier(
                                session.expiresAt(), holder.principal().expiresAt())))
                : new Verdict.Refused(Refusal.SESSION);
    }

    private Verdict check(KeyText text) {
        Instant now = clock.instant();
        if (firstKey != null && text.isOf(firstKey.sha256())) {
            return firstHolder(firstKey.id(), now);
        }
        Optional<ApiKey> known = keys.find(text.id());
        // An id that is not known takes as long as one that is.
        boolean isRight = text.isOf(known.map(key -> key.issued().sha256()).orElse(""));
        return known.isPresent() && isRight ? holder(known.get(), now) : new Verdict.Refused(Refusal.UNKNOWN);
    }

    /** Whoever has the key of that id, which was shown when the session began. */
    private Verdict holder(String id, Instant now) {
        if (firstKey != null && id.equals(firstKey.id())) {
            return firstHolder(id, now);
        }
        return keys.find(id).map(key -> holder(key, now)).orElse(new Verdict.Refused(Refusal.UNKNOWN));
    }

    private Verdict firstHolder(String id, Instant now) {
        Principal holder =
                new Principal(Tenant.DEFAULT, ApiKey.subject(id), "first key", EnumSet.allOf(Scope.class), null);
        audit.keyUsed(id, holder, now);
        return new Verdict.Accepted(holder);
    }

    private Verdict holder(ApiKey key, Instant now) {
        return switch (key.state(now)) {
            case REVOKED -> new Verdict.Refused(Refusal.REVOKED);
            case EXPIRED -> new Verdict.Refused(Refusal.EXPIRED);
            case ACTIVE -> {
                Principal holder = key.principal();
                uses.saw(key.id(), now);
                audit.keyUsed(key.id(), holder, now);
                yield new Verdict.Accepted(holder);
            }
        };
    }
}
