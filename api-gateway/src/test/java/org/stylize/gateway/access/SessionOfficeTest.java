package org.stylize.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.SessionRecord;
import org.stylize.proto.Tenant;

class SessionOfficeTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Principal BOSS =
            new Principal(new Tenant("acme"), "key:boss", "boss", EnumSet.of(Scope.ADMIN), null);
    private static final Principal PERSON =
            new Principal(new Tenant("acme"), "oidc:4711", "vincent", EnumSet.of(Scope.READ), NOON.plusSeconds(60));

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final List<AuditEvent> audited = new ArrayList<>();
    private final List<SessionRecord> started = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final Audit audit = new Audit(audited::add, clock);
    private final ApiKeys keys = new ApiKeys();
    private final Sessions sessions = new Sessions();
    private final LastUses uses = new LastUses(record -> {});
    private final Gatekeeper gatekeeper = new Gatekeeper(keys, null, sessions, uses, audit, clock);
    private final KeyOffice keyOffice = new KeyOffice(keys, record -> {}, audit, new SecureRandom(), clock);
    private final SessionOffice office = new SessionOffice(
            sessions,
            new SessionLog() {
                @Override
                public void started(SessionRecord session) {
                    started.add(session);
                }

                @Override
                public void ended(String sha256) {
                    ended.add(sha256);
                }
            },
            gatekeeper,
            audit,
            new SecureRandom(),
            Duration.ofHours(12),
            clock);

    @AfterEach
    void close() {
        uses.close();
    }

    @Test
    void aSessionIsItsKeyAndNoLongerThanTheSettingSays() {
        SessionOffice.Started session = office.startWithKey(key(null), "203.0.113.7");

        assertThat(gatekeeper.checkSession(session.text().reveal()))
                .isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
                    assertThat(accepted.principal().name()).isEqualTo("ci");
                    assertThat(accepted.principal().scopes()).containsExactly(Scope.READ);
                    assertThat(accepted.principal().expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(12)));
                });
        now.set(NOON.plus(Duration.ofHours(12)));
        assertThat(gatekeeper.checkSession(session.text().reveal())).isEqualTo(new Verdict.Refused(Refusal.SESSION));
    }

    @Test
    void aSessionEndsWithItsKey() {
        String expiring = key(NOON.plusSeconds(100));
        SessionOffice.Started short1 = office.startWithKey(expiring, "");
        assertThat(short1.lifetime()).isEqualTo(Duration.ofSeconds(100));

        String key = key(null);
        SessionOffice.Started session = office.startWithKey(key, "");
        keyOffice.revoke(BOSS, KeyText.idOf(key));

        assertThat(gatekeeper.checkSession(session.text().reveal())).isEqualTo(new Verdict.Refused(Refusal.SESSION));
    }

    @Test
    void aKeyThatDoesNotCountBeginsNoSession() {
        String key = key(null);
        keyOffice.revoke(BOSS, KeyText.idOf(key));

        for (String wrong :
                List.of(key, "sty_wrong", "", KeyText.random(new SecureRandom()).reveal())) {
            assertThatThrownBy(() -> office.startWithKey(wrong, "203.0.113.7"))
                    .isInstanceOf(SessionOffice.RefusedKeyException.class);
        }
        assertThat(started).isEmpty();
        assertThat(audited)
                .extracting(AuditEvent::what)
                .endsWith(
                        new AuditEvent.LoginFailed("key", "revoked", 0),
                        new AuditEvent.LoginFailed("key", "malformed", 0),
                        new AuditEvent.LoginFailed("key", "malformed", 0),
                        new AuditEvent.LoginFailed("key", "unknown", 0));
    }

    @Test
    void aSessionOfTheIssuerOutlivesItsTokenAndKeepsWhoItWas() {
        SessionOffice.Started session = office.startWithToken(PERSON, "");

        now.set(NOON.plus(Duration.ofHours(11)));
        assertThat(gatekeeper.checkSession(session.text().reveal()))
                .isEqualTo(new Verdict.Accepted(PERSON.until(NOON.plus(Duration.ofHours(12)))));
    }

    @Test
    void aLogoutEndsOneSessionForAllGateways() {
        SessionOffice.Started one = office.startWithToken(PERSON, "");
        SessionOffice.Started other = office.startWithToken(PERSON, "");

        office.end(one.text().reveal(), "");
        office.end(one.text().reveal(), "");
        office.end("nothing", "");

        assertThat(gatekeeper.checkSession(one.text().reveal())).isEqualTo(new Verdict.Refused(Refusal.SESSION));
        assertThat(gatekeeper.checkSession(other.text().reveal())).isInstanceOf(Verdict.Accepted.class);
        assertThat(ended).containsExactly(one.text().sha256());
        assertThat(audited)
                .extracting(AuditEvent::what)
                .containsExactly(
                        new AuditEvent.LoggedIn("oidc"),
                        new AuditEvent.LoggedIn("oidc"),
                        new AuditEvent.LoggedOut("logout"));
    }

    @Test
    void onePersonHasNoEndOfSessions() {
        SessionOffice.Started first = office.startWithToken(PERSON, "");
        for (int i = 1; i <= SessionOffice.MOST_OF_ONE; i++) {
            now.set(NOON.plusSeconds(i));
            office.startWithToken(PERSON, "");
        }

        assertThat(sessions.of(PERSON.subject())).hasSize(SessionOffice.MOST_OF_ONE);
        assertThat(gatekeeper.checkSession(first.text().reveal())).isEqualTo(new Verdict.Refused(Refusal.SESSION));
    }

    @Test
    void whatHasEndedIsForgottenOneDay() {
        for (int i = 0; i < 2_000; i++) {
            Instant at = NOON.plusSeconds(60L * i);
            sessions.apply(new SessionRecord(
                    "sha-" + i, at, at.plusSeconds(60), null, "oidc:" + i, "n", Tenant.DEFAULT, Set.of("read")));
        }

        assertThat(sessions.size()).isLessThan(300);
        assertThat(sessions.find("sha-1999")).isPresent();
    }

    @Test
    void nothingThatIsKeptHasWhatTheBrowserHas() {
        String key = key(null);
        SessionOffice.Started session = office.startWithKey(key, "");

        String kept = started.toString() + audited + session;
        assertThat(kept)
                .contains(session.text().sha256())
                .doesNotContain(session.text().reveal())
                .doesNotContain(key.substring(17));
        assertThat(session.text().reveal()).hasSize(43).doesNotContain(key.substring(17, 30));
    }

    private String key(@Nullable Instant expiresAt) {
        return keyOffice
                .create(BOSS, new KeyOffice.Wish("ci", Set.of(Scope.READ), null, expiresAt))
                .text()
                .reveal();
    }
}
