package org.stylize.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.image.ImageLimits;

class ConfigCheckTest {
    @Test
    void theDefaultsAreWithinTheirRanges() {
        assertThatCode(() -> ConfigCheck.check(config(Map.of()))).doesNotThrowAnyException();
    }

    @Test
    void theDefaultLimitsOfPicturesAreThoseOfEverybody() {
        assertThat(WorkerBeans.imageLimits(config(Map.of()).limits())).isEqualTo(ImageLimits.DEFAULT);
    }

    @Test
    void propertiesOfKafkaAndOfTheStoreKeepTheDotsOfTheirNames() {
        WorkerConfig config = config(Map.of(
                "worker.kafka.properties.\"security.protocol\"", "SASL_SSL",
                "worker.s3.properties.\"ssl.truststore.location\"", "/etc/ca.pem"));

        assertThat(config.kafka().properties()).containsExactly(Map.entry("security.protocol", "SASL_SSL"));
        assertThat(config.s3().properties()).containsExactly(Map.entry("ssl.truststore.location", "/etc/ca.pem"));
    }

    @Test
    void propertiesCanComeFromTheEnvironment() {
        WorkerConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(WorkerConfig.class)
                .withSources(
                        new EnvConfigSource(Map.of("WORKER_KAFKA_PROPERTIES__SECURITY_PROTOCOL_", "SASL_SSL"), 300))
                .build()
                .getConfigMapping(WorkerConfig.class);

        assertThat(config.kafka().properties()).containsExactly(Map.entry("security.protocol", "SASL_SSL"));
    }

    @ParameterizedTest
    @CsvSource({
        "worker.threads, 0",
        "worker.limits.image-bytes, 0",
        "worker.limits.image-pixels, 0",
        "worker.limits.image-side-pixels, 0",
        "worker.limits.longest-side-pixels, 31",
        "worker.progress-interval, 0s",
        "worker.preview-interval, -1s",
        "worker.checkpoint-interval, 0s",
        "worker.slice, 0s",
        "worker.step-timeout, 0s",
        "worker.shutdown-grace, 2d",
        "worker.kafka.delivery-timeout, 0s",
        "worker.s3.timeout, 0s",
        "worker.s3.patience, 0s",
        "worker.style-store.least-time, 0s",
        "worker.style-store.timeout, 0s",
        "worker.style-store.object-bytes, 0",
        "worker.decoder.heap, 63M",
        "worker.decoder.timeout, 0s",
        "worker.tile-side-pixels, 63",
        "worker.memory, 1M"
    })
    void aValueOutOfItsRangeIsNamedWithItsKeyAndItsRange(String key, String value) {
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " must be ")
                .hasMessageContaining("but is");
    }

    @Test
    void tilesNeedTheCompiledBackEnd() {
        assertThatThrownBy(() -> ConfigCheck.check(
                        config(Map.of("worker.tile-side-pixels", "512", "worker.back-end", "reference"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("worker.tile-side-pixels must not be set");
    }

    @Test
    void weightsOfOnesOwnNeedTheirDigest() {
        assertThatThrownBy(() -> ConfigCheck.check(config(Map.of("worker.weights.location", "a.safetensors"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("worker.weights.sha256 must be set because worker.weights.location is");
    }

    private static WorkerConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(WorkerConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(WorkerConfig.class);
    }
}
