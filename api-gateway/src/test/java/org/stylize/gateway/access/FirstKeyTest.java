package org.stylize.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.stylize.proto.KeyRecord;
import org.stylize.proto.Tenant;

class FirstKeyTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final ApiKeys keys = new ApiKeys();
    private final List<String> printed = new CopyOnWriteArrayList<>();

    @Test
    void aGatewayThatFindsNoKeyPrintsOne() {
        try (FirstKey first = first(() -> true)) {
            first.start();
            await().until(() -> !printed.isEmpty());
        }

        ApiKey key = keys.all().get(0);
        assertThat(printed).hasSize(1);
        assertThat(printed.get(0)).containsPattern("\n    sty_" + key.id() + "_[0-9A-Za-z]{46}\n");
        assertThat(key.tenant()).isEqualTo(Tenant.DEFAULT);
        assertThat(key.scopes()).containsExactly(Scope.values());
        assertThat(key.expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void noneIsMadeWhereThereWasOneEvenIfItHasExpired() {
        keys.apply(new KeyRecord.Issued(
                "0123456789ab", NOON, Tenant.DEFAULT, "old", Set.of("read"), "00", "gateway", NOON.minusSeconds(1)));
        AtomicInteger asked = new AtomicInteger();
        try (FirstKey first = first(() -> asked.incrementAndGet() > 2)) {
            first.start();
            await().until(() -> asked.get() > 2);
        }

        assertThat(printed).isEmpty();
        assertThat(keys.all()).hasSize(1);
    }

    private FirstKey first(java.util.function.BooleanSupplier read) {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        KeyOffice office = new KeyOffice(keys, record -> {}, new Audit(event -> {}, clock), new SecureRandom(), clock);
        return new FirstKey(keys, office, read, printed::add);
    }
}
