package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.SessionRecord;

/**
 * Starts sessions of the page and ends them. What it has done counts at this gateway when a method returns, and at the
 * others when they have read it. For any thread; methods wait for the log.
 */
public final class SessionOffice {
    /** One person cannot fill the memory of all gateways: the oldest session makes room for the next one. */
    static final int MOST_OF_ONE = 50;

    private final Sessions sessions;
    private final SessionLog log;
    private final Gatekeeper gatekeeper;
    private final Audit audit;
    private final SecureRandom random;
    private final Duration lifetime;
    private final Clock clock;

    /**
     * A session that has begun.
     *
     * @param text for the browser; known here and never again
     * @param principal whose session it is
     * @param expiresAt when it ends at the latest
     * @param lifetime from now until then
     */
    public record Started(SessionText text, Principal principal, Instant expiresAt, Duration lifetime) {}

    /** The key of a login does not count. */
    public static final class RefusedKeyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Refusal why;

        RefusedKeyException(Refusal why) {
            super("the key does not count: " + why);
            this.why = why;
        }

        public Refusal why() {
            return why;
        }
    }

    /** @param lifetime longest time of a session, more than 0 */
    public SessionOffice(
            Sessions sessions,
            SessionLog log,
            Gatekeeper gatekeeper,
            Audit audit,
            SecureRandom random,
            Duration lifetime,
            Clock clock) {
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.log = requireNonNull(log, "log is null");
        this.gatekeeper = requireNonNull(gatekeeper, "gatekeeper is null");
        this.audit = requireNonNull(audit, "audit is null");
        this.random = requireNonNull(random, "random is null");
        this.lifetime = requireNonNull(lifetime, "lifetime is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Begins a session that lives and dies with a key.
     *
     * @param key the whole key
     * @param address from where, for the records
     * @throws RefusedKeyException if the key does not count
     * @throws SessionsUnavailableException if the session cannot be kept
     */
    public Started startWithKey(String key, String address) {
        Verdict verdict = gatekeeper.check(key);
        if (verdict instanceof Verdict.Refused refused) {
            audit.failed(Audit.BY_KEY, refused.why(), address);
            throw new RefusedKeyException(refused.why());
        }
        return start(((Verdict.Accepted) verdict).principal(), KeyText.idOf(key), Audit.BY_KEY, address);
    }

    /**
     * Begins a session of somebody whom the issuer has sent.
     *
     * @throws SessionsUnavailableException if the session cannot be kept
     */
    public Started startWithToken(Principal principal, String address) {
        // The token ends in minutes; it has done its work when it has been seen once.
        return start(principal.until(null), null, Audit.BY_OIDC, address);
    }

    /**
     * Ends a session; one that is not known has ended already.
     *
     * @param text what the browser has
     * @throws SessionsUnavailableException if that cannot be kept
     */
    public void end(String text, String address) {
        Optional<SessionRecord> known = SessionText.parse(text).flatMap(session -> sessions.find(session.sha256()));
        if (known.isPresent()) {
            SessionRecord session = known.get();
            end(session);
            audit.loggedOut(session.tenant(), session.subject(), address);
        }
    }

    private Started start(Principal principal, @Nullable String keyId, String way, String address) {
        Instant now = clock.instant();
        List<SessionRecord> others = sessions.of(principal.subject());
        others.stream().limit(Math.max(0, others.size() - MOST_OF_ONE + 1)).forEach(this::end);
        Instant end = requireNonNull(ApiKey.earlier(now.plus(lifetime), principal.expiresAt()));
        SessionText text = SessionText.random(random);
        SessionRecord session = new SessionRecord(
                text.sha256(),
                now,
                end,
                keyId,
                principal.subject(),
                principal.name(),
                principal.tenant(),
                principal.scopes().stream().map(Scope::toString).collect(Collectors.toSet()));
        log.started(session);
        sessions.apply(session);
        audit.loggedIn(principal, way, address);
        return new Started(text, principal.until(end), end, Duration.between(now, end));
    }

    private void end(SessionRecord session) {
        log.ended(session.sha256());
        sessions.end(session.sha256());
    }
}
