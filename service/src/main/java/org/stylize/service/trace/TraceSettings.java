package org.stylize.service.trace;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes Quarkus obey the environment variables that OpenTelemetry defines for every program. {@value #ENDPOINT} turns tracing on:
 * without an address there is nowhere for spans to go, so nothing is traced. A variable that is empty counts as not set.
 */
public final class TraceSettings implements ConfigSourceFactory {
    static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    static final String DISABLED = "OTEL_SDK_DISABLED";
    private static final String OFF = "quarkus.otel.sdk.disabled";
    /** Above application.properties; settings of Quarkus itself, in the environment, are above this. */
    private static final int ORDINAL = 260;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry(ENDPOINT, "quarkus.otel.exporter.otlp.endpoint"),
            Map.entry(TRACES_ENDPOINT, "quarkus.otel.exporter.otlp.traces.endpoint"),
            Map.entry("OTEL_EXPORTER_OTLP_PROTOCOL", "quarkus.otel.exporter.otlp.protocol"),
            Map.entry("OTEL_EXPORTER_OTLP_HEADERS", "quarkus.otel.exporter.otlp.headers"),
            Map.entry("OTEL_EXPORTER_OTLP_COMPRESSION", "quarkus.otel.exporter.otlp.compression"),
            Map.entry("OTEL_SERVICE_NAME", "quarkus.otel.service.name"),
            Map.entry("OTEL_RESOURCE_ATTRIBUTES", "quarkus.otel.resource.attributes"),
            Map.entry("OTEL_TRACES_SAMPLER_ARG", "quarkus.otel.traces.sampler.arg"),
            Map.entry("OTEL_BSP_MAX_QUEUE_SIZE", "quarkus.otel.bsp.max.queue.size"),
            Map.entry("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "quarkus.otel.bsp.max.export.batch.size"));
    /** OpenTelemetry gives these in milliseconds. */
    private static final Map<String, String> DURATIONS = Map.of(
            "OTEL_EXPORTER_OTLP_TIMEOUT", "quarkus.otel.exporter.otlp.timeout",
            "OTEL_BSP_SCHEDULE_DELAY", "quarkus.otel.bsp.schedule.delay");

    /** Whether this service traces; not before its settings are read. */
    static boolean isOn() {
        return !ConfigProvider.getConfig().getOptionalValue(OFF, Boolean.class).orElse(true);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        SETTINGS.forEach(
                (variable, setting) -> value(context, variable).ifPresent(value -> settings.put(setting, value)));
        DURATIONS.forEach((variable, setting) ->
                value(context, variable).ifPresent(value -> settings.put(setting, value + "ms")));
        settings.put(OFF, String.valueOf(!isOn(context)));
        return List.of(new PropertiesConfigSource(settings, "OpenTelemetry's variables", ORDINAL));
    }

    private static boolean isOn(ConfigSourceContext context) {
        boolean hasAddress = value(context, ENDPOINT).isPresent()
                || value(context, TRACES_ENDPOINT).isPresent();
        return hasAddress && !value(context, DISABLED).map(Boolean::valueOf).orElse(false);
    }

    private static Optional<String> value(ConfigSourceContext context, String variable) {
        ConfigValue found = context.getValue(variable);
        return Optional.ofNullable(found).map(ConfigValue::getValue).filter(value -> !value.isBlank());
    }
}
