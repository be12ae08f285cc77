package org.stylize.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.KeyRecord;
import org.stylize.proto.Tenant;

/** What becomes of keys at one gateway, and who may do that. */
class KeyOfficeTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final Tenant ACME = new Tenant("acme");

    private final List<KeyRecord> log = new CopyOnWriteArrayList<>();
    private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    private final ApiKeys keys = new ApiKeys();
    private final LastUses uses = new LastUses(record -> {
        log.add(record);
        keys.apply(record);
    });
    private final Principal operator = principal(Tenant.DEFAULT, EnumSet.allOf(Scope.class));
    private final Principal admin = principal(ACME, EnumSet.of(Scope.ADMIN));

    @AfterEach
    void close() {
        uses.close();
    }

    @Test
    void aKeyIsKnownAsSoonAsItIsMade() {
        KeyOffice.Made made = at(NOON).create(admin, wish(null, NOON.plusSeconds(10), Scope.READ));

        assertThat(check(made.text(), NOON))
                .isEqualTo(new Verdict.Accepted(
                        new Principal(ACME, "key:" + made.key().id(), "ci", Set.of(Scope.READ), NOON.plusSeconds(10))));
        assertThat(check(made.text(), NOON.plusSeconds(10))).isEqualTo(new Verdict.Refused(Refusal.EXPIRED));
    }

    @Test
    void nothingThatIsKeptHasTheSecret() {
        KeyOffice.Made made = at(NOON).create(admin, wish(null, null, Scope.READ));
        String secret = made.text().reveal().substring(17);

        assertThat(log.toString()).contains(made.key().id()).doesNotContain(secret);
        assertThat(made.toString()).doesNotContain(secret);
    }

    @Test
    void anotherSecretOfAKnownIdIsUnknown() {
        KeyText key = at(NOON).create(admin, wish(null, null, Scope.READ)).text();
        KeyText other = KeyText.random(new SecureRandom());
        keys.apply(new KeyRecord.Issued(other.id(), NOON, ACME, "ci", Set.of("read"), key.sha256(), "x", null));

        assertThat(check(other, NOON)).isEqualTo(new Verdict.Refused(Refusal.UNKNOWN));
        assertThat(check(KeyText.random(new SecureRandom()), NOON)).isEqualTo(new Verdict.Refused(Refusal.UNKNOWN));
    }

    @Test
    void aRevokedKeyDoesNotCountAndStaysRevoked() {
        KeyOffice.Made made = at(NOON).create(admin, wish(null, null, Scope.READ));

        at(NOON.plusSeconds(5)).revoke(admin, made.key().id());
        at(NOON.plusSeconds(9)).revoke(admin, made.key().id());

        assertThat(check(made.text(), NOON.plusSeconds(9))).isEqualTo(new Verdict.Refused(Refusal.REVOKED));
        assertThat(at(NOON).find(admin, made.key().id()).revokedAt()).isEqualTo(NOON.plusSeconds(5));
        assertThatThrownBy(() -> at(NOON).rotate(admin, made.key().id(), Duration.ZERO))
                .isInstanceOf(EndedKeyException.class);
    }

    @Test
    void aRotatedKeyGoesOnForTheOverlapAndTheNewOneLivesAsLong() {
        KeyOffice.Made old = at(NOON).create(admin, wish(null, NOON.plusSeconds(1_000), Scope.READ));

        KeyOffice.Made next = at(NOON.plusSeconds(100)).rotate(admin, old.key().id(), Duration.ofMinutes(1));

        assertThat(next.key().issued().name()).isEqualTo("ci");
        assertThat(next.key().scopes()).containsExactly(Scope.READ);
        assertThat(next.key().expiresAt()).isEqualTo(NOON.plusSeconds(1_100));
        assertThat(check(old.text(), NOON.plusSeconds(159))).isInstanceOf(Verdict.Accepted.class);
        assertThat(check(old.text(), NOON.plusSeconds(160))).isEqualTo(new Verdict.Refused(Refusal.EXPIRED));
        assertThat(check(next.text(), NOON.plusSeconds(160))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aSecondRotationDoesNotProlongAKey() {
        KeyOffice.Made old = at(NOON).create(admin, wish(null, null, Scope.READ));

        at(NOON).rotate(admin, old.key().id(), Duration.ofMinutes(1));
        at(NOON).rotate(admin, old.key().id(), Duration.ofMinutes(10));

        assertThat(at(NOON).find(admin, old.key().id()).expiresAt()).isEqualTo(NOON.plusSeconds(60));
        // After compaction only the last record of the kind is there.
        assertThat(log.stream().filter(KeyRecord.Retires.class::isInstance)).hasSize(1);
    }

    @Test
    void onlyAnOperatorSeesOtherTenantsOrMakesOperators() {
        KeyOffice.Made foreign = at(NOON).create(operator, wish(new Tenant("globex"), null, Scope.READ));
        KeyOffice.Made powerful = at(NOON).create(operator, wish(ACME, null, Scope.OPERATOR));

        assertThatThrownBy(() -> at(NOON).find(admin, foreign.key().id())).isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> at(NOON).revoke(admin, foreign.key().id())).isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> at(NOON).list(admin, new Tenant("globex"))).isInstanceOf(MissingScopeException.class);
        assertThatThrownBy(() -> at(NOON).listAll(admin)).isInstanceOf(MissingScopeException.class);
        assertThatThrownBy(() -> at(NOON).create(admin, wish(new Tenant("globex"), null, Scope.READ)))
                .isInstanceOf(MissingScopeException.class)
                .hasMessageContaining("operator");
        assertThatThrownBy(() -> at(NOON).create(admin, wish(null, null, Scope.OPERATOR)))
                .isInstanceOf(MissingScopeException.class);
        assertThatThrownBy(() -> at(NOON).rotate(admin, powerful.key().id(), Duration.ZERO))
                .isInstanceOf(MissingScopeException.class);
        assertThat(at(NOON).list(admin, ACME))
                .extracting(ApiKey::id)
                .containsExactly(powerful.key().id());
        assertThat(at(NOON).listAll(operator)).hasSize(2);
    }

    @Test
    void badWishesAreRefusedByField() {
        assertThatThrownBy(() -> at(NOON).create(admin, wish(null, NOON, Scope.READ)))
                .satisfies(isInvalid("expiresAt"));
        assertThatThrownBy(() -> wish(null, null)).satisfies(isInvalid("scopes"));
        for (String name : List.of("", " ", "a\nb", "a\u0000", "x".repeat(81))) {
            assertThatThrownBy(() -> new KeyOffice.Wish(name, Set.of(Scope.READ), null, null))
                    .satisfies(isInvalid("name"));
        }
        KeyOffice.Made made = at(NOON).create(admin, wish(null, null, Scope.READ));
        for (Duration overlap : List.of(Duration.ofSeconds(-1), Duration.ofSeconds(2_592_001))) {
            assertThatThrownBy(() -> at(NOON).rotate(admin, made.key().id(), overlap))
                    .satisfies(isInvalid("overlapSeconds"));
        }
    }

    @Test
    void theKeyOfTheConfigurationCountsWithoutARecord() {
        KeyText first = KeyText.random(new SecureRandom());
        Gatekeeper gatekeeper = gatekeeper(first, NOON);

        assertThat(gatekeeper.check(first.reveal()))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted -> assertThat(accepted.principal().scopes()).containsExactly(Scope.values()));
        assertThat(log).isEmpty();
    }

    @Test
    void usesAreWrittenOnceAMinute() {
        KeyText key = at(NOON).create(admin, wish(null, null, Scope.READ)).text();
        for (int second = 0; second <= 130; second++) {
            check(key, NOON.plusSeconds(second));
        }

        await().untilAsserted(() -> assertThat(log.stream().filter(KeyRecord.Used.class::isInstance))
                .extracting(KeyRecord::at)
                .containsExactly(NOON, NOON.plusSeconds(60), NOON.plusSeconds(120)));
    }

    @Test
    void whatBecomesOfKeysIsAuditedWithoutSecrets() {
        KeyOffice.Made made = at(NOON).create(admin, wish(null, null, Scope.READ));
        KeyOffice.Made next = at(NOON).rotate(admin, made.key().id(), Duration.ofHours(1));
        at(NOON).revoke(admin, made.key().id());
        at(NOON).revoke(admin, made.key().id());

        assertThat(audited)
                .extracting(AuditEvent::what)
                .containsExactly(
                        new AuditEvent.KeyMade(made.key().id(), "ci", Set.of("read"), null),
                        new AuditEvent.KeyMade(next.key().id(), "ci", Set.of("read"), null),
                        new AuditEvent.KeyRotated(made.key().id(), next.key().id(), NOON.plusSeconds(3600)),
                        new AuditEvent.KeyRevoked(made.key().id()));
        assertThat(audited).allSatisfy(event -> {
            assertThat(event.actor()).isEqualTo(admin.subject());
            assertThat(event.tenant()).isEqualTo(ACME);
        });
        assertThat(audited.toString()).doesNotContain(made.text().reveal().substring(17));
    }

    private Gatekeeper gatekeeper(@Nullable KeyText first, Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Gatekeeper(keys, first, new Sessions(), uses, new Audit(audited::add, clock), clock);
    }

    private KeyOffice at(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new KeyOffice(keys, log::add, new Audit(audited::add, clock), new SecureRandom(), clock);
    }

    private Verdict check(KeyText key, Instant now) {
        return gatekeeper(null, now).check(key.reveal());
    }

    private static KeyOffice.Wish wish(@Nullable Tenant tenant, @Nullable Instant expiresAt, Scope... scopes) {
        return new KeyOffice.Wish("ci", Set.of(scopes), tenant, expiresAt);
    }

    private static Principal principal(Tenant tenant, Set<Scope> scopes) {
        return new Principal(tenant, "key:test", "test", scopes, null);
    }

    private static java.util.function.Consumer<Throwable> isInvalid(String field) {
        return e -> assertThat(e)
                .isInstanceOfSatisfying(InvalidJobException.class, invalid -> assertThat(invalid.field())
                        .isEqualTo(field));
    }
}
