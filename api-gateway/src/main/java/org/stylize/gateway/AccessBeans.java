package org.stylize.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.ApiKeys;
import org.stylize.gateway.access.FirstKey;
import org.stylize.gateway.access.Gatekeeper;
import org.stylize.gateway.access.KeyOffice;
import org.stylize.gateway.access.KeyText;
import org.stylize.gateway.access.LastUses;
import org.stylize.gateway.access.Refusal;
import org.stylize.gateway.kafka.KafkaApiKeys;
import org.stylize.gateway.kafka.KafkaKeyLog;
import org.stylize.gateway.metrics.AccessMetrics;
import org.stylize.gateway.security.AnonymousAccess;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;

/** Makes what decides who may do what, from the configuration. {@link Lifecycle} starts and closes it. */
@Singleton
final class AccessBeans {
    @Produces
    @Singleton
    ApiKeys keys() {
        return new ApiKeys();
    }

    @Produces
    @Singleton
    KafkaApiKeys keyReader(KafkaSettings kafka, ApiKeys keys, JobCodec codec) {
        return new KafkaApiKeys(kafka.named("keys"), keys, codec);
    }

    @Produces
    @Singleton
    KafkaKeyLog keyLog(KafkaSettings kafka, JobCodec codec, GatewayConfig config) {
        return new KafkaKeyLog(kafka.named("keys"), codec, config.kafka().sendTimeout());
    }

    @Produces
    @Singleton
    LastUses uses(KafkaKeyLog log) {
        return new LastUses(log);
    }

    @Produces
    @Singleton
    Gatekeeper gatekeeper(ApiKeys keys, LastUses uses, Clock clock, GatewayConfig config) {
        return new Gatekeeper(keys, configuredKey(config.access()), uses, clock);
    }

    @Produces
    @Singleton
    KeyOffice office(ApiKeys keys, KafkaKeyLog log, Clock clock) {
        return new KeyOffice(keys, log, new SecureRandom(), clock);
    }

    @Produces
    @Singleton
    FirstKey firstKey(ApiKeys keys, KeyOffice office, KafkaApiKeys reader) {
        return new FirstKey(keys, office, reader::isCaughtUp, System.out::println);
    }

    @Produces
    @Singleton
    AnonymousAccess anonymous(GatewayConfig config) {
        return new AnonymousAccess(config.access().anonymous());
    }

    /** Created at the start, so that its meters begin at 0. */
    @Produces
    @Singleton
    @Startup
    Refusal.Observer refusals(MeterRegistry registry) {
        return new AccessMetrics(registry);
    }

    /** @throws IllegalArgumentException naming the setting, without its value, if it is no key */
    static @Nullable KeyText configuredKey(GatewayConfig.Access access) {
        return access.firstKey()
                .map(text -> KeyText.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "gateway.access.first-key must be a whole key, sty_ and so on, but is not")))
                .orElse(null);
    }
}
