package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Tenant;

/** Says whom a key belongs to. Asks nobody else, so keys that are known count even if Kafka is away. For any thread. */
public final class Gatekeeper {
    private final ApiKeys keys;
    private final @Nullable KeyText firstKey;
    private final LastUses uses;
    private final Clock clock;

    /**
     * Creates it.
     *
     * @param firstKey a key of the configuration, which has all scopes; null: none
     */
    public Gatekeeper(ApiKeys keys, @Nullable KeyText firstKey, LastUses uses, Clock clock) {
        this.keys = requireNonNull(keys, "keys is null");
        this.firstKey = firstKey;
        this.uses = requireNonNull(uses, "uses is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Never waits for anything. */
    public Verdict check(String text) {
        return KeyText.parse(text).map(this::check).orElse(new Verdict.Refused(Refusal.MALFORMED));
    }

    private Verdict check(KeyText text) {
        if (firstKey != null && text.isOf(firstKey.sha256())) {
            return new Verdict.Accepted(new Principal(
                    Tenant.DEFAULT, ApiKey.subject(text.id()), "first key", EnumSet.allOf(Scope.class), null));
        }
        Optional<ApiKey> known = keys.find(text.id());
        // An id that is not known takes as long as one that is.
        boolean isRight = text.isOf(known.map(key -> key.issued().sha256()).orElse(""));
        if (known.isEmpty() || !isRight) {
            return new Verdict.Refused(Refusal.UNKNOWN);
        }
        Instant now = clock.instant();
        ApiKey key = known.get();
        return switch (key.state(now)) {
            case REVOKED -> new Verdict.Refused(Refusal.REVOKED);
            case EXPIRED -> new Verdict.Refused(Refusal.EXPIRED);
            case ACTIVE -> {
                uses.saw(key.id(), now);
                yield new Verdict.Accepted(key.principal());
            }
        };
    }
}
