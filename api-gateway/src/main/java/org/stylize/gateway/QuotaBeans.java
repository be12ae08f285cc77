package org.stylize.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.kafka.KafkaUsage;
import org.stylize.gateway.ledger.Ledger;
import org.stylize.gateway.metrics.QuotaMetrics;
import org.stylize.gateway.quota.TenantLimits;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.s3.S3TenantBytes;
import org.stylize.gateway.s3.StoredBytes;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Tenant;
import org.stylize.service.KafkaSettings;
import org.stylize.service.S3Store;

/** Makes what limits tenants, from the configuration. {@link Lifecycle} starts and closes the reader. */
@Singleton
final class QuotaBeans {
    private static final double LEAST_WEIGHT = 0.01;
    private static final double MOST_WEIGHT = 100;

    @Produces
    @Singleton
    TenantQuotas quotas(GatewayConfig config, JobViews views, MeterRegistry registry, Clock clock) {
        return new TenantQuotas(
                limits(config),
                id -> views.find(id).filter(job -> job.sequence() > 0).map(JobRecord::admittedAt),
                Ledger::homeOf,
                new QuotaMetrics(registry),
                clock);
    }

    @Produces
    @Singleton
    StoredBytes storedBytes(TenantQuotas quotas, S3Store objects, GatewayConfig config) {
        return new StoredBytes(quotas, new S3TenantBytes(objects), config.storedBytesRefresh());
    }

    @Produces
    @Singleton
    KafkaUsage usage(KafkaSettings kafka, TenantQuotas quotas, JobCodec codec) {
        return new KafkaUsage(kafka.named("usage"), quotas::put, quotas::caughtUp, codec);
    }

    /** The weight of a tenant among others whose jobs wait. */
    static double weight(Map<Tenant, Double> weights, Tenant tenant) {
        Double weight = weights.get(tenant);
        return weight == null ? 1 : weight;
    }

    /** The tenants whose weights are set. */
    static Map<Tenant, Double> weights(GatewayConfig config) {
        return config.tenants().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> tenant(entry.getKey()), entry -> weight(entry.getKey(), entry.getValue())));
    }

    private static double weight(String name, GatewayConfig.TenantSettings settings) {
        if (!(settings.weight() >= LEAST_WEIGHT && settings.weight() <= MOST_WEIGHT)) {
            throw new IllegalArgumentException("gateway.tenants." + name + ".weight must be from " + LEAST_WEIGHT
                    + " to " + MOST_WEIGHT + " but is " + settings.weight());
        }
        return settings.weight();
    }

    private static TenantLimits.ByTenant limits(GatewayConfig config) {
        TenantLimits usual = limits("gateway.quotas", config.quotas(), null);
        Map<Tenant, TenantLimits> others = config.tenants().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> tenant(entry.getKey()),
                        entry -> limits("gateway.tenants." + entry.getKey(), entry.getValue(), usual)));
        return tenant -> {
            TenantLimits own = others.get(tenant);
            return own == null ? usual : own;
        };
    }

    /** What is not set is as usual. */
    private static TenantLimits limits(
            String prefix, GatewayConfig.QuotaSettings settings, @Nullable TenantLimits usual) {
        TenantLimits otherwise = usual == null ? TenantLimits.NONE : usual;
        Double perSecond = or(settings.submissionsPerSecond(), otherwise.submissionsPerSecond());
        boolean isOwnRate = settings.submissionsPerSecond().isPresent();
        int burst = settings.submissionsBurst().orElseGet(() -> isOwnRate ? burst(perSecond) : otherwise.burst());
        try {
            return new TenantLimits(
                    perSecond,
                    burst,
                    or(settings.openJobs(), otherwise.openJobs()),
                    or(settings.pixelStepsPerDay(), otherwise.pixelStepsPerDay()),
                    settings.storedBytes().map(MemorySize::asLongValue).orElse(otherwise.storedBytes()),
                    or(settings.eventStreams(), otherwise.eventStreams()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + "." + e.getMessage(), e);
        }
    }

    /** Those of ten seconds. */
    private static int burst(@Nullable Double perSecond) {
        return perSecond == null ? 1 : (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.ceil(10 * perSecond)));
    }

    private static @Nullable Double or(OptionalDouble value, @Nullable Double otherwise) {
        return value.isPresent() ? Double.valueOf(value.getAsDouble()) : otherwise;
    }

    private static @Nullable Long or(OptionalLong value, @Nullable Long otherwise) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : otherwise;
    }

    private static @Nullable Integer or(OptionalInt value, @Nullable Integer otherwise) {
        return value.isPresent() ? Integer.valueOf(value.getAsInt()) : otherwise;
    }

    private static Tenant tenant(String name) {
        if (!Tenant.isName(name)) {
            throw new IllegalArgumentException("gateway.tenants." + name + ": no tenant can have this name");
        }
        return new Tenant(name);
    }
}
