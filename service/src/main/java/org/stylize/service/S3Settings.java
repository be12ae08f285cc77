package org.stylize.service;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a service reaches its S3 store.
 *
 * @param endpoint {@code http://host:port} or {@code https://…}
 * @param accessKey who asks
 * @param secretKey a secret
 * @param region that requests are signed for; null to ask the store
 * @param bucket where the service keeps its objects
 * @param timeout longest wait for a connection, and for the next bytes of an answer
 * @param wholeTimeout longest time of one request with its whole answer; null for no limit
 * @param properties more settings, by name; see {@link #PROPERTIES}
 */
public record S3Settings(
        String endpoint,
        String accessKey,
        String secretKey,
        @Nullable String region,
        String bucket,
        Duration timeout,
        @Nullable Duration wholeTimeout,
        Map<String, String> properties) {
    /** File with the certificates of the authorities that the store's certificate may come from. */
    public static final String TRUST_STORE_LOCATION = "ssl.truststore.location";
    /** {@code PEM} (the default), {@code PKCS12} or {@code JKS}. */
    public static final String TRUST_STORE_TYPE = "ssl.truststore.type";
    /** Password of a {@code PKCS12} or {@code JKS} file. */
    public static final String TRUST_STORE_PASSWORD = "ssl.truststore.password";
    /** The names that {@code properties} may have; they are Kafka's names for the same things. */
    public static final Set<String> PROPERTIES = Set.of(TRUST_STORE_LOCATION, TRUST_STORE_TYPE, TRUST_STORE_PASSWORD);

    public S3Settings {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(accessKey, "accessKey is null");
        requireNonNull(secretKey, "secretKey is null");
        requireNonNull(bucket, "bucket is null");
        requireNonNull(timeout, "timeout is null");
        properties = Map.copyOf(properties);
        for (String name : properties.keySet()) {
            if (!PROPERTIES.contains(name)) {
                throw new IllegalArgumentException(
                        "s3.properties may have " + new TreeSet<>(PROPERTIES) + " but has '" + name + "'");
            }
        }
    }

    /** Without limit for a whole request, and without properties. */
    public S3Settings(
            String endpoint,
            String accessKey,
            String secretKey,
            @Nullable String region,
            String bucket,
            Duration timeout) {
        this(endpoint, accessKey, secretKey, region, bucket, timeout, null, Map.of());
    }

    /** Without keys and passwords. */
    @Override
    public String toString() {
        return endpoint + "/" + bucket;
    }
}
