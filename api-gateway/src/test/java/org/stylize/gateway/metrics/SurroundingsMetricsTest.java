package org.stylize.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SurroundingsMetrics metrics = new SurroundingsMetrics(registry);

    @Test
    void whatIsAwayIsDownUntilItIsBack() {
        AtomicBoolean store = new AtomicBoolean();
        metrics.watchKafka(() -> true);
        metrics.watchStore(store::get);

        assertThat(gauge("stylize.kafka.up")).isEqualTo(1);
        assertThat(gauge("stylize.store.up")).isZero();

        store.set(true);
        assertThat(gauge("stylize.store.up")).isEqualTo(1);
    }

    @Test
    void theDiskOfADirectoryThatIsNotMadeYetIsThatAboveIt(@TempDir Path disk) {
        metrics.watchDisk("ledger", disk.resolve("not/made/yet"));

        assertThat(gauge("stylize.disk.free")).isPositive().isLessThanOrEqualTo(gauge("stylize.disk.size"));
    }

    @Test
    void anEndIsAUnixTimeAndNoneIsNoNumber() {
        metrics.watchCertificate(() -> Optional.of(Instant.ofEpochSecond(1_800_000_000)));
        metrics.watchKeys(Optional::empty);

        assertThat(gauge("stylize.certificate.expiry.timestamp")).isEqualTo(1.8e9);
        assertThat(gauge("stylize.access.key.expiry.timestamp")).isNaN();
    }

    @Test
    void aGatewayThatStopsTakesItsGaugesAlong() {
        metrics.watchKafka(() -> true);

        metrics.close();

        assertThat(registry.getMeters()).isEmpty();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
