package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.Tenant;

/**
 * Says what is kept for those who look after the service. A stranger cannot fill the log: of what fails, 20 events at once
 * are kept and one more every 3 s; what is left out is counted in the next one. For any thread; never waits.
 */
public final class Audit {
    /** The ways in. */
    public static final String BY_KEY = "key";

    public static final String BY_OIDC = "oidc";
    public static final String BY_SESSION = "session";

    static final int FAILURES_AT_ONCE = 20;
    static final Duration FAILURE_EVERY = Duration.ofSeconds(3);
    static final Duration USE_EVERY = Duration.ofHours(1);

    private final AuditLog log;
    private final Clock clock;
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();
    private final Failures failures = new Failures();

    public Audit(AuditLog log, Clock clock) {
        this.log = requireNonNull(log, "log is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    void keyMade(String by, ApiKey key) {
        write(
                key.tenant(),
                by,
                "",
                new AuditEvent.KeyMade(
                        key.id(),
                        key.issued().name(),
                        key.issued().scopes(),
                        key.issued().expiresAt()));
    }

    void keyRotated(String by, ApiKey old, ApiKey next, Instant end) {
        write(old.tenant(), by, "", new AuditEvent.KeyRotated(old.id(), next.id(), end));
    }

    void keyRevoked(String by, ApiKey key) {
        write(key.tenant(), by, "", new AuditEvent.KeyRevoked(key.id()));
    }

    /**
     * Something became of a webhook.
     *
     * @param by who did it
     * @param change as {@link AuditEvent.Webhook#change()} says
     * @param detail as {@link AuditEvent.Webhook#detail()} says
     */
    public void webhook(Tenant tenant, String by, String id, String change, String detail) {
        write(tenant, by, "", new AuditEvent.Webhook(id, change, detail));
    }

    /** Somebody did something with a key. Only keys with power over others count, and each once an hour. */
    void keyUsed(String id, Principal holder, Instant at) {
        if (!holder.may(Scope.ADMIN) && !holder.may(Scope.OPERATOR)) {
            return;
        }
        Instant last = uses.get(id);
        if (last != null && at.isBefore(last.plus(USE_EVERY))) {
            return;
        }
        boolean isMine = last == null ? uses.putIfAbsent(id, at) == null : uses.replace(id, last, at);
        if (isMine) {
            write(holder.tenant(), holder.subject(), "", new AuditEvent.KeyUsed(id, names(holder.scopes())));
        }
    }

    void loggedIn(Principal who, String way, String address) {
        write(who.tenant(), who.subject(), address, new AuditEvent.LoggedIn(way));
    }

    void loggedOut(Tenant tenant, String subject, String address) {
        write(tenant, subject, address, new AuditEvent.LoggedOut("logout"));
    }

    /**
     * A credential did not count.
     *
     * @param way one of the ways in
     * @param address from where, as the gateway saw it; empty if it is not known
     */
    public void failed(String way, Refusal why, String address) {
        Instant now = clock.instant();
        Failures.Turn turn = failures.next(now);
        if (turn.isKept()) {
            String reason = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
            log.write(new AuditEvent(
                    now, null, AuditEvent.UNKNOWN, address, new AuditEvent.LoginFailed(way, reason, turn.leftOut())));
        }
    }

    private void write(@Nullable Tenant tenant, String actor, String address, AuditEvent.What what) {
        log.write(new AuditEvent(clock.instant(), tenant, actor, address, what));
    }

    private static Set<String> names(Set<Scope> scopes) {
        return scopes.stream().map(Scope::toString).collect(Collectors.toSet());
    }

    /** Which failures are kept. Guarded by its own lock. */
    private static final class Failures {
        /** @param leftOut how many were not kept since the last one that was */
        record Turn(boolean isKept, long leftOut) {}

        private double left = FAILURES_AT_ONCE;
        private Instant last = Instant.MIN;
        private long leftOut;

        /** Synchronized: three fields change together. */
        synchronized Turn next(Instant now) {
            if (last.equals(Instant.MIN)) {
                last = now;
            }
            double refilled = (double) Duration.between(last, now).toMillis() / FAILURE_EVERY.toMillis();
            left = Math.min(FAILURES_AT_ONCE, left + Math.max(0, refilled));
            last = now;
            if (left < 1) {
                leftOut++;
                return new Turn(false, leftOut);
            }
            left--;
            Turn turn = new Turn(true, leftOut);
            leftOut = 0;
            return turn;
        }
    }
}
