package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to keys or logins, for those who look after the service. Never has a secret.
 *
 * @param tenant whose matter it is; null: nobody's that is known
 * @param actor who did it: {@code key:…}, {@code oidc:…}, {@code gateway}, or {@link #UNKNOWN}; the key of the Kafka record
 * @param address from where, as the gateway saw it; empty if it is not known
 */
public record AuditEvent(Instant at, @Nullable Tenant tenant, String actor, String address, What what) {
    /** The actor, if nobody knows him. */
    public static final String UNKNOWN = "unknown";

    public AuditEvent {
        requireNonNull(at, "at is null");
        requireNonNull(actor, "actor is null");
        requireNonNull(address, "address is null");
        requireNonNull(what, "what is null");
    }

    /** What happened. */
    public sealed interface What {
        <R> R match(Cases<R> cases);
    }

    /** One answer for each kind. */
    public interface Cases<R> {
        R keyMade(KeyMade what);

        R keyRotated(KeyRotated what);

        R keyRevoked(KeyRevoked what);

        R keyUsed(KeyUsed what);

        R loggedIn(LoggedIn what);

        R loginFailed(LoginFailed what);

        R loggedOut(LoggedOut what);

        R webhook(Webhook what);
    }

    /**
     * An API key was made.
     *
     * @param expiresAt null: never
     */
    public record KeyMade(
            String keyId,
            String name,
            Set<String> scopes,
            @Nullable Instant expiresAt) implements What {
        public KeyMade {
            requireNonNull(keyId, "keyId is null");
            requireNonNull(name, "name is null");
            scopes = Set.copyOf(scopes);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.keyMade(this);
        }
    }

    /**
     * An API key was replaced by another one.
     *
     * @param end when the old one ceases to count
     */
    public record KeyRotated(String keyId, String nextKeyId, Instant end) implements What {
        public KeyRotated {
            requireNonNull(keyId, "keyId is null");
            requireNonNull(nextKeyId, "nextKeyId is null");
            requireNonNull(end, "end is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.keyRotated(this);
        }
    }

    /** An API key was revoked. */
    public record KeyRevoked(String keyId) implements What {
        public KeyRevoked {
            requireNonNull(keyId, "keyId is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.keyRevoked(this);
        }
    }

    /** A key with power over others was used; written from time to time only. */
    public record KeyUsed(String keyId, Set<String> scopes) implements What {
        public KeyUsed {
            requireNonNull(keyId, "keyId is null");
            scopes = Set.copyOf(scopes);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.keyUsed(this);
        }
    }

    /**
     * Somebody logged in at the page.
     *
     * @param way {@code key} or {@code oidc}
     */
    public record LoggedIn(String way) implements What {
        public LoggedIn {
            requireNonNull(way, "way is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.loggedIn(this);
        }
    }

    /**
     * A credential did not count.
     *
     * @param way {@code key}, {@code oidc} or {@code session}
     * @param reason such as {@code revoked}
     * @param others as many before it are not written, because there were too many; at least 0
     */
    public record LoginFailed(String way, String reason, long others) implements What {
        public LoginFailed {
            requireNonNull(way, "way is null");
            requireNonNull(reason, "reason is null");
            if (others < 0) {
                throw new IllegalArgumentException("others must be at least 0 but is " + others);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.loginFailed(this);
        }
    }

    /**
     * A session of the page was ended.
     *
     * @param way {@code logout}
     */
    public record LoggedOut(String way) implements What {
        public LoggedOut {
            requireNonNull(way, "way is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.loggedOut(this);
        }
    }

    /**
     * Something became of a webhook.
     *
     * @param change what became of it: created, changed, rotated, deleted or disabled
     * @param detail its server, without what comes after it in the address; of a disabled one, why
     */
    public record Webhook(String webhookId, String change, String detail) implements What {
        public Webhook {
            requireNonNull(webhookId, "webhookId is null");
            requireNonNull(change, "change is null");
            requireNonNull(detail, "detail is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.webhook(this);
        }
    }
}
