package org.stylize.gateway;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Asks clients for a certificate if {@code gateway.http.tls.client-authorities} says so: Quarkus decides it when it is built. */
@Singleton
final class ClientCertificates implements HttpServerOptionsCustomizer {
    private final boolean required;

    ClientCertificates(GatewayConfig config) {
        required = config.http().tls().clientAuthorities().isPresent();
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (required) {
            options.setClientAuth(ClientAuth.REQUIRED);
        }
    }
}
