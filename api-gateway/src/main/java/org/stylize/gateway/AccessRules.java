package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.access.FirstKey;

/** How the gateway is opened at its start: with keys, or without. */
@Singleton
final class AccessRules {
    private static final Logger LOG = LoggerFactory.getLogger(AccessRules.class);

    private final GatewayConfig config;
    private final FirstKey firstKey;

    AccessRules(GatewayConfig config, FirstKey firstKey) {
        this.config = requireNonNull(config, "config is null");
        this.firstKey = requireNonNull(firstKey, "firstKey is null");
    }

    /**
     * Checks the settings, and has a first key made if there is no other way in.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    void apply() {
        IssuerRules.check(config.session());
        boolean isConfigured = AccessBeans.configuredKey(config.access()) != null;
        if (config.access().anonymous()) {
            check(config.http().host());
            LOG.warn("Requests need no key: everybody who reaches this gateway may do everything"
                    + " (gateway.access.anonymous)");
        } else if (!isConfigured) {
            firstKey.start();
        }
    }

    private static void check(String host) {
        if (!isLoopback(host)) {
            throw new IllegalArgumentException("gateway.access.anonymous is for this machine only, so gateway.http.host"
                    + " must be a loopback address such as 127.0.0.1 but is " + host);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
