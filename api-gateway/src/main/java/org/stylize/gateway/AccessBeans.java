package org.stylize.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.ApiKeys;
import org.stylize.gateway.access.Audit;
import org.stylize.gateway.access.FirstKey;
import org.stylize.gateway.access.Gatekeeper;
import org.stylize.gateway.access.KeyOffice;
import org.stylize.gateway.access.KeyText;
import org.stylize.gateway.access.LastUses;
import org.stylize.gateway.access.Refusal;
import org.stylize.gateway.access.SessionOffice;
import org.stylize.gateway.access.Sessions;
import org.stylize.gateway.kafka.KafkaApiKeys;
import org.stylize.gateway.kafka.KafkaAuditLog;
import org.stylize.gateway.kafka.KafkaKeyLog;
import org.stylize.gateway.kafka.KafkaSessionLog;
import org.stylize.gateway.kafka.KafkaSessions;
import org.stylize.gateway.metrics.AccessMetrics;
import org.stylize.gateway.metrics.AuditMetrics;
import org.stylize.gateway.rest.LoginWays;
import org.stylize.gateway.security.AllowedSites;
import org.stylize.gateway.security.AnonymousAccess;
import org.stylize.gateway.security.IssuerSettings;
import org.stylize.gateway.security.IssuerWatch;
import org.stylize.gateway.security.StrictTransport;
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
    Sessions sessions() {
        return new Sessions();
    }

    @Produces
    @Singleton
    KafkaSessions sessionReader(KafkaSettings kafka, Sessions sessions, JobCodec codec) {
        return new KafkaSessions(kafka.named("sessions"), sessions, codec);
    }

    @Produces
    @Singleton
    KafkaSessionLog sessionLog(KafkaSettings kafka, JobCodec codec, GatewayConfig config) {
        return new KafkaSessionLog(
                kafka.named("sessions"), codec, config.kafka().sendTimeout());
    }

    @Produces
    @Singleton
    KafkaAuditLog auditLog(KafkaSettings kafka, JobCodec codec, MeterRegistry registry) {
        return new KafkaAuditLog(kafka.named("audit"), codec, new AuditMetrics(registry)::lost);
    }

    @Produces
    @Singleton
    Audit audit(KafkaAuditLog log, Clock clock) {
        return new Audit(log, clock);
    }

    @Produces
    @Singleton
    Gatekeeper gatekeeper(
            ApiKeys keys, Sessions sessions, LastUses uses, Audit audit, Clock clock, GatewayConfig config) {
        return new Gatekeeper(keys, configuredKey(config.access()), sessions, uses, audit, clock);
    }

    @Produces
    @Singleton
    KeyOffice office(ApiKeys keys, KafkaKeyLog log, Audit audit, Clock clock) {
        return new KeyOffice(keys, log, audit, new SecureRandom(), clock);
    }

    @Produces
    @Singleton
    SessionOffice sessionOffice(
            Sessions sessions,
            KafkaSessionLog log,
            Gatekeeper gatekeeper,
            Audit audit,
            Clock clock,
            GatewayConfig config) {
        return new SessionOffice(
                sessions,
                log,
                gatekeeper,
                audit,
                new SecureRandom(),
                config.session().lifetime(),
                clock);
    }

    @Produces
    @Singleton
    IssuerSettings issuer(GatewayConfig config) {
        return IssuerRules.settings(config.oidc());
    }

    @Produces
    @Singleton
    IssuerWatch issuerWatch(IssuerSettings settings) {
        return new IssuerWatch(settings);
    }

    @Produces
    @Singleton
    LoginWays ways(AnonymousAccess anonymous, IssuerSettings issuer) {
        return new LoginWays(!anonymous.isAllowed(), issuer.hasLogin());
    }

    @Produces
    @Singleton
    AllowedSites sites(GatewayConfig config) {
        return new AllowedSites(Set.copyOf(config.http().corsOrigins().orElse(List.of())));
    }

    @Produces
    @Singleton
    StrictTransport strictTransport(GatewayConfig config) {
        return new StrictTransport(config.http().strictTransport());
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
