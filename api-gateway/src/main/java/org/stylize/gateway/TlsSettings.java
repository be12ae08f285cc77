package org.stylize.gateway;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code gateway.http.tls.*} into the settings of Quarkus' server, which are for those who build an application. An
 * interceptor, because it sees the settings wherever they come from, also from a file that another setting names.
 */
@Priority(Priorities.LIBRARY + 500)
public final class TlsSettings implements ConfigSourceInterceptor {
    static final String CERTIFICATE = "gateway.http.tls.certificate";
    static final String KEY = "gateway.http.tls.key";
    static final String CLIENT_AUTHORITIES = "gateway.http.tls.client-authorities";

    private static final long serialVersionUID = 1; // of the interface, which is serializable
    private static final String NAME = "gateway-http";
    private static final String TLS = "quarkus.tls." + NAME + ".";
    private static final String TRUSTED = TLS + "trust-store.pem.certs";
    /** What follows from a certificate. A value that begins with a colon is that of another setting. */
    private static final Map<String, String> FOLLOWING = Map.of(
            TLS + "key-store.pem.0.cert",
            ":" + CERTIFICATE,
            TLS + "key-store.pem.0.key",
            ":" + KEY,
            TLS + "reload-period",
            "1h",
            "quarkus.http.tls-configuration-name",
            NAME,
            "quarkus.http.insecure-requests",
            "disabled",
            "quarkus.http.ssl-port",
            ":quarkus.http.port");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (name.equals(TRUSTED)) {
            return renamed(context.proceed(CLIENT_AUTHORITIES), name);
        }
        String following = FOLLOWING.get(name);
        if (following == null || context.proceed(CERTIFICATE) == null) {
            return context.proceed(name);
        }
        if (!following.startsWith(":")) {
            return context.proceed(CERTIFICATE).withName(name).withValue(following);
        }
        ConfigValue other = context.proceed(following.substring(1));
        if (other == null) {
            throw new IllegalArgumentException(
                    CERTIFICATE + " and " + KEY + " belong together, but " + following.substring(1) + " is not set");
        }
        return renamed(other, name);
    }

    private static @Nullable ConfigValue renamed(@Nullable ConfigValue value, String name) {
        return value == null ? null : value.withName(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Set<String> names = new LinkedHashSet<>();
        context.iterateNames().forEachRemaining(names::add);
        if (context.proceed(CERTIFICATE) != null) {
            names.addAll(FOLLOWING.keySet());
        }
        if (context.proceed(CLIENT_AUTHORITIES) != null) {
            names.add(TRUSTED);
        }
        return names.iterator();
    }
}
