package org.stylize.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.Tenant;

class AuditTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<AuditEvent> kept = new ArrayList<>();
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final Audit audit = new Audit(kept::add, clock);

    @Test
    void aStrangerCannotFillTheLog() {
        for (int i = 0; i < 1_000; i++) {
            audit.failed(Audit.BY_KEY, Refusal.UNKNOWN, "203.0.113.7");
        }
        assertThat(kept).hasSize(Audit.FAILURES_AT_ONCE);

        now.set(NOON.plus(Audit.FAILURE_EVERY));
        audit.failed(Audit.BY_KEY, Refusal.REVOKED, "203.0.113.7");
        audit.failed(Audit.BY_KEY, Refusal.REVOKED, "203.0.113.7");

        assertThat(kept).hasSize(Audit.FAILURES_AT_ONCE + 1);
        assertThat(kept.get(Audit.FAILURES_AT_ONCE))
                .isEqualTo(new AuditEvent(
                        now.get(),
                        null,
                        AuditEvent.UNKNOWN,
                        "203.0.113.7",
                        new AuditEvent.LoginFailed("key", "revoked", 980)));
    }

    @Test
    void aPauseDoesNotAllowMoreThanAFewAtOnce() {
        audit.failed(Audit.BY_KEY, Refusal.UNKNOWN, "");
        now.set(NOON.plus(Duration.ofDays(1)));
        for (int i = 0; i < 100; i++) {
            audit.failed(Audit.BY_KEY, Refusal.UNKNOWN, "");
        }
        assertThat(kept).hasSize(1 + Audit.FAILURES_AT_ONCE);
    }

    @Test
    void aPowerfulKeyIsSeenOnceAnHourAndNoOtherKey() {
        Principal admin = holder(EnumSet.of(Scope.ADMIN, Scope.READ));
        for (int minute = 0; minute <= 60; minute++) {
            audit.keyUsed("a", admin, NOON.plus(Duration.ofMinutes(minute)));
            audit.keyUsed("b", holder(EnumSet.of(Scope.READ, Scope.SUBMIT)), NOON);
        }
        assertThat(kept)
                .extracting(AuditEvent::what)
                .containsExactly(
                        new AuditEvent.KeyUsed("a", Set.of("admin", "read")),
                        new AuditEvent.KeyUsed("a", Set.of("admin", "read")));
    }

    private static Principal holder(Set<Scope> scopes) {
        return new Principal(Tenant.DEFAULT, "key:a", "a", scopes, null);
    }
}
