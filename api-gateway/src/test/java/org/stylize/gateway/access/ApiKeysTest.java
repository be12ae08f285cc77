package org.stylize.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.access.ApiKey.State;
import org.stylize.proto.KeyRecord;
import org.stylize.proto.Tenant;

class ApiKeysTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final String ID = "0123456789ab";

    private final ApiKeys keys = new ApiKeys();

    @Test
    void aKeyWithoutAnEndIsActiveForEver() {
        keys.apply(issued(null));

        assertThat(state(NOON)).isEqualTo(State.ACTIVE);
        assertThat(state(NOON.plus(Duration.ofDays(10_000)))).isEqualTo(State.ACTIVE);
    }

    @Test
    void aKeyExpiresAtTheInstant() {
        keys.apply(issued(NOON));

        assertThat(state(NOON.minusNanos(1))).isEqualTo(State.ACTIVE);
        assertThat(state(NOON)).isEqualTo(State.EXPIRED);
    }

    @Test
    void theEarliestEndCounts() {
        keys.apply(issued(NOON.plusSeconds(100)));
        keys.apply(new KeyRecord.Retires(ID, NOON, NOON.plusSeconds(50)));
        keys.apply(new KeyRecord.Retires(ID, NOON, NOON.plusSeconds(70)));
        assertThat(key().expiresAt()).isEqualTo(NOON.plusSeconds(50));

        keys.apply(new KeyRecord.Retires(ID, NOON, NOON.plusSeconds(40)));
        assertThat(state(NOON.plusSeconds(39))).isEqualTo(State.ACTIVE);
        assertThat(state(NOON.plusSeconds(40))).isEqualTo(State.EXPIRED);
    }

    @Test
    void theNextEndIsThatOfAKeyInUse() {
        Duration day = Duration.ofDays(1);
        keys.apply(issued(NOON.plusSeconds(100)));
        assertThat(keys.nextEnd(NOON, day)).as("never used").isEmpty();

        keys.apply(new KeyRecord.Used(ID, NOON.minus(day).plusSeconds(1)));
        assertThat(keys.nextEnd(NOON, day)).contains(NOON.plusSeconds(100));
        assertThat(keys.nextEnd(NOON.plusSeconds(1), day)).as("long ago").isEmpty();

        keys.apply(new KeyRecord.Used(ID, NOON));
        assertThat(keys.nextEnd(NOON.plusSeconds(100), day)).as("expired").isEmpty();
    }

    @Test
    void aKeyThatExpiresBeforeItRetiresExpires() {
        keys.apply(issued(NOON.plusSeconds(10)));
        keys.apply(new KeyRecord.Retires(ID, NOON, NOON.plusSeconds(50)));

        assertThat(key().expiresAt()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void aRevokedKeyIsSoAtOnceEvenIfTheOtherClockIsAhead() {
        keys.apply(issued(null));
        keys.apply(new KeyRecord.Revoked(ID, NOON.plusSeconds(30)));
        keys.apply(new KeyRecord.Revoked(ID, NOON.plusSeconds(60)));

        assertThat(state(NOON)).isEqualTo(State.REVOKED);
        assertThat(key().revokedAt()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void recordsMeanTheSameInAnyOrderAndTwice() {
        List<KeyRecord> records = List.of(
                issued(NOON.plusSeconds(100)),
                new KeyRecord.Used(ID, NOON.plusSeconds(1)),
                new KeyRecord.Used(ID, NOON.plusSeconds(2)),
                new KeyRecord.Retires(ID, NOON, NOON.plusSeconds(50)),
                new KeyRecord.Revoked(ID, NOON.plusSeconds(9)),
                new KeyRecord.Revoked(ID, NOON.plusSeconds(8)));
        records.forEach(keys::apply);
        ApiKey expected = key();
        assertThat(expected.usedAt()).isEqualTo(NOON.plusSeconds(2));
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            List<KeyRecord> shuffled = new ArrayList<>(records);
            shuffled.addAll(records);
            Collections.shuffle(shuffled, random);
            ApiKeys others = new ApiKeys();
            shuffled.forEach(others::apply);
            assertThat(others.find(ID)).contains(expected);
        }
    }

    @Test
    void whatComesBeforeTheKeyItselfIsNoKey() {
        keys.apply(new KeyRecord.Revoked(ID, NOON));

        assertThat(keys.find(ID)).isEmpty();
        assertThat(keys.all()).isEmpty();
        assertThat(keys.isEmpty()).isTrue();
    }

    @Test
    void theNewestComesFirst() {
        keys.apply(issued("aaaaaaaaaaaa", NOON));
        keys.apply(issued("bbbbbbbbbbbb", NOON.plusSeconds(2)));
        keys.apply(issued("cccccccccccc", NOON.plusSeconds(1)));

        assertThat(keys.all()).extracting(ApiKey::id).containsExactly("bbbbbbbbbbbb", "cccccccccccc", "aaaaaaaaaaaa");
    }

    @Test
    void aScopeOfALaterReleaseIsIgnored() {
        keys.apply(new KeyRecord.Issued(
                ID, NOON, Tenant.DEFAULT, "ci", Set.of("submit", "read", "dream"), "00", "anonymous", null));

        assertThat(key().scopes()).containsExactly(Scope.READ, Scope.SUBMIT);
    }

    private State state(Instant at) {
        return key().state(at);
    }

    private ApiKey key() {
        return keys.find(ID).orElseThrow();
    }

    private static KeyRecord issued(@Nullable Instant expiresAt) {
        return new KeyRecord.Issued(
                ID, NOON.minusSeconds(60), new Tenant("acme"), "ci", Set.of("read"), "00", "anonymous", expiresAt);
    }

    private static KeyRecord issued(String id, Instant at) {
        return new KeyRecord.Issued(id, at, Tenant.DEFAULT, "ci", Set.of("read"), "00", "anonymous", null);
    }
}
