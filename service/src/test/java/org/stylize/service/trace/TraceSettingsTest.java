package org.stylize.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSettingsTest {
    private static final String OFF = "quarkus.otel.sdk.disabled";

    @Test
    void nothingIsTracedWithoutACollector() {
        assertThat(config(Map.of()).getValue(OFF, String.class)).isEqualTo("true");
        assertThat(config(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "")).getValue(OFF, String.class))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"})
    void theAddressOfACollectorTurnsTracingOn(String variable) {
        SmallRyeConfig config = config(Map.of(variable, "http://collector:4317"));

        assertThat(config.getValue(OFF, String.class)).isEqualTo("false");
    }

    @Test
    void anyProgramsSwitchTurnsItOffAgain() {
        SmallRyeConfig config = config(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317",
                "OTEL_SDK_DISABLED", "true"));

        assertThat(config.getValue(OFF, String.class)).isEqualTo("true");
    }

    @Test
    void variablesBecomeSettingsAndThoseInMillisecondsDurations() {
        SmallRyeConfig config = config(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "OTEL_TRACES_SAMPLER_ARG", "0.25",
                "OTEL_BSP_SCHEDULE_DELAY", "200"));

        assertThat(config.getValue("quarkus.otel.exporter.otlp.endpoint", String.class))
                .isEqualTo("http://collector:4318");
        assertThat(config.getValue("quarkus.otel.exporter.otlp.protocol", String.class))
                .isEqualTo("http/protobuf");
        assertThat(config.getValue("quarkus.otel.traces.sampler.arg", String.class))
                .isEqualTo("0.25");
        assertThat(config.getValue("quarkus.otel.bsp.schedule.delay", String.class))
                .isEqualTo("200ms");
    }

    @Test
    void aSettingOfQuarkusInTheEnvironmentWins() {
        SmallRyeConfig config = config(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317",
                "quarkus.otel.exporter.otlp.endpoint", "http://other:4317"));

        assertThat(config.getValue("quarkus.otel.exporter.otlp.endpoint", String.class))
                .isEqualTo("http://other:4317");
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withSources(new TraceSettings())
                .build();
    }
}
