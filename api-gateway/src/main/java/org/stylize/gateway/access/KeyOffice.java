package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.KeyRecord;
import org.stylize.proto.Tenant;

/**
 * Makes keys, shows them and ends them. What it has done counts at this gateway when a method returns, and at the others
 * when they have read it. For any thread; methods that change something wait for the log.
 */
public final class KeyOffice {
    /** How long an old key goes on if nothing else is said. */
    public static final Duration USUAL_OVERLAP = Duration.ofDays(1);

    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int LONGEST_NAME = 80;
    private static final int MOST_ACTIVE = 1_000;

    private final ApiKeys keys;
    private final KeyLog log;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * A key that is to be made.
     *
     * @param tenant null: that of whoever asks for it
     * @param expiresAt null: never
     */
    public record Wish(
            String name,
            Set<Scope> scopes,
            @Nullable Tenant tenant,
            @Nullable Instant expiresAt) {
        public Wish {
            requireNonNull(name, "name is null");
            scopes = Principal.ordered(scopes);
            if (name.isBlank()
                    || name.codePointCount(0, name.length()) > LONGEST_NAME
                    || !Printable.isPrintable(name)) {
                throw new InvalidJobException("name", "name must be 1 to " + LONGEST_NAME + " printable characters");
            }
            if (scopes.isEmpty()) {
                throw new InvalidJobException("scopes", "scopes must name at least one scope");
            }
        }
    }

    /**
     * A new key.
     *
     * @param key what is kept of it
     * @param text the key itself, which is known here and never again
     */
    public record Made(ApiKey key, KeyText text) {}

    public KeyOffice(ApiKeys keys, KeyLog log, Audit audit, SecureRandom random, Clock clock) {
        this.keys = requireNonNull(keys, "keys is null");
        this.log = requireNonNull(log, "log is null");
        this.audit = requireNonNull(audit, "audit is null");
        this.random = requireNonNull(random, "random is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Makes a key.
     *
     * @throws MissingScopeException if it needs an operator: for another tenant, or with the scope of operators
     * @throws InvalidJobException if it would have expired already
     * @throws TooManyKeysException if the tenant has as many as it may
     * @throws KeysUnavailableException if it cannot be kept; then it may or may not count
     */
    public Made create(Principal caller, Wish wish) {
        Tenant tenant = wish.tenant() == null ? caller.tenant() : wish.tenant();
        mayManage(caller, tenant);
        mayGrant(caller, wish.scopes());
        Instant now = clock.instant();
        if (wish.expiresAt() != null && !now.isBefore(wish.expiresAt())) {
            throw new InvalidJobException("expiresAt", "expiresAt must be in the future but is " + wish.expiresAt());
        }
        if (keys.countActive(tenant, now) >= MOST_ACTIVE) {
            throw new TooManyKeysException("tenant " + tenant + " has " + MOST_ACTIVE
                    + " keys that count, and may not have more; revoke some");
        }
        return issue(tenant, wish.name(), wish.scopes(), caller.subject(), now, wish.expiresAt());
    }

    /** Makes the key with which the others are made, for whoever installs the service. */
    Made createFirst(String by, Duration lifetime) {
        Instant now = clock.instant();
        return issue(Tenant.DEFAULT, "first key", Set.of(Scope.values()), by, now, now.plus(lifetime));
    }

    /**
     * Makes a key that takes the place of another one. If the old one expires, the new one lives as long as it did.
     *
     * @param overlap how long the old key goes on, if it does not expire before
     * @throws UnknownKeyException if the caller may see no such key
     * @throws EndedKeyException if the old key does not count any more
     * @throws MissingScopeException if only an operator may make such a key
     * @throws KeysUnavailableException if that cannot be kept
     */
    public Made rotate(Principal caller, String id, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new InvalidJobException(
                    "overlapSeconds",
                    "overlapSeconds must be 0 to " + LONGEST_OVERLAP.toSeconds() + " but is " + overlap.toSeconds());
        }
        ApiKey old = find(caller, id);
        mayGrant(caller, old.scopes());
        Instant now = clock.instant();
        switch (old.state(now)) {
            case ACTIVE -> {}
            case EXPIRED -> throw new EndedKeyException("the key has expired; make a new one");
            case REVOKED -> throw new EndedKeyException("the key is revoked; make a new one");
        }
        KeyRecord.Issued issued = old.issued();
        Instant expiresAt =
                issued.expiresAt() == null ? null : now.plus(Duration.between(issued.at(), issued.expiresAt()));
        Made made = issue(old.tenant(), issued.name(), old.scopes(), caller.subject(), now, expiresAt);
        Instant end = now.plus(overlap);
        if (old.retiresAt() == null || end.isBefore(old.retiresAt())) {
            write(new KeyRecord.Retires(id, now, end));
        }
        audit.keyRotated(caller.subject(), old, made.key(), end);
        return made;
    }

    /**
     * Revokes a key; one that is revoked stays as it is.
     *
     * @throws UnknownKeyException if the caller may see no such key
     * @throws KeysUnavailableException if that cannot be kept
     */
    public void revoke(Principal caller, String id) {
        ApiKey key = find(caller, id);
        if (key.revokedAt() == null) {
            write(new KeyRecord.Revoked(id, clock.instant()));
            audit.keyRevoked(caller.subject(), key);
        }
    }

    /**
     * A key of the caller's tenant; of any tenant for an operator.
     *
     * @throws UnknownKeyException if the caller may see no such key
     */
    public ApiKey find(Principal caller, String id) {
        return keys.find(id)
                .filter(key -> key.tenant().equals(caller.tenant()) || caller.may(Scope.OPERATOR))
                .orElseThrow(() -> new UnknownKeyException(id));
    }

    /**
     * The keys of a tenant, newest first.
     *
     * @throws MissingScopeException if it is another one and the caller is no operator
     */
    public List<ApiKey> list(Principal caller, Tenant tenant) {
        mayManage(caller, tenant);
        return keys.all().stream().filter(key -> key.tenant().equals(tenant)).toList();
    }

    /**
     * The keys of all tenants, newest first.
     *
     * @throws MissingScopeException if the caller is no operator
     */
    public List<ApiKey> listAll(Principal caller) {
        operator(caller, "the keys of all tenants");
        return keys.all();
    }

    private Made issue(
            Tenant tenant, String name, Set<Scope> scopes, String by, Instant now, @Nullable Instant expiresAt) {
        KeyText text = KeyText.random(random);
        KeyRecord.Issued issued = new KeyRecord.Issued(
                text.id(),
                now,
                tenant,
                name,
                scopes.stream().map(Scope::toString).collect(Collectors.toCollection(TreeSet::new)),
                text.sha256(),
                by,
                expiresAt);
        write(issued);
        ApiKey key = new ApiKey(issued, null, null, null);
        audit.keyMade(by, key);
        return new Made(key, text);
    }

    /** The same record comes once more from the log, which changes nothing. */
    private void write(KeyRecord record) {
        log.write(record);
        keys.apply(record);
    }

    private static void mayManage(Principal caller, Tenant tenant) {
        if (!tenant.equals(caller.tenant())) {
            operator(caller, "the keys of another tenant");
        }
    }

    private static void mayGrant(Principal caller, Set<Scope> scopes) {
        if (scopes.contains(Scope.OPERATOR)) {
            operator(caller, "a key with the scope operator");
        }
    }

    private static void operator(Principal caller, String what) {
        if (!caller.may(Scope.OPERATOR)) {
            throw new MissingScopeException(
                    Scope.OPERATOR, "the key does not have the scope operator, which " + what + " needs");
        }
    }
}
