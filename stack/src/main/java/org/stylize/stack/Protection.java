package org.stylize.stack;

import static org.stylize.stack.secure.SecureDirectory.ADMIN;
import static org.stylize.stack.secure.SecureDirectory.GATEWAY;
import static org.stylize.stack.secure.SecureDirectory.WORKER;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;
import org.stylize.proto.Tenant;
import org.stylize.stack.secure.SecureDirectory;

/**
 * How broker and store are protected: not at all, or by TLS, passwords and rights.
 *
 * @param scheme of the store's address
 * @param storeSecret secret key of the store's access key with all rights
 * @param authorities PEM file with the authority of all certificates; null without TLS
 * @param broker null without protection
 * @param store null without protection
 * @param admin settings of a Kafka client with all rights
 * @param access who else may use Kafka
 * @param settings null without protection
 */
record Protection(
        String scheme,
        String storeSecret,
        @Nullable Path authorities,
        Broker.@Nullable Security broker,
        ObjectStore.@Nullable Security store,
        Map<String, String> admin,
        KafkaAccess access,
        @Nullable Settings settings) {
    /** What workers write: what they make of jobs, descriptions of styles, and the object by which they try the store. */
    private static final Predicate<String> WORKERS_OBJECTS =
            Pattern.compile("[^/]+/jobs/.+|cache/styles/.+|jobs/probe/.+").asMatchPredicate();

    /** What the settings of services are written from. */
    record Settings(SecureDirectory directory, StoreOptions store, List<String> hosts) {}

    /** Everybody may do everything. */
    static Protection none(StoreOptions store) {
        return new Protection(
                "http",
                store.secretKey,
                null,
                null,
                null,
                Map.of(),
                new KafkaAccess(store.tenants.names(), Map.of(), false),
                null);
    }

    /**
     * By the certificates and passwords in that directory, which is made if need be.
     *
     * @param reachableHost under which others reach broker and store
     */
    static Protection by(Path directory, StoreOptions store, String reachableHost) {
        List<String> hosts = Stream.of(reachableHost, "localhost", "127.0.0.1", "::1")
                .distinct()
                .toList();
        try {
            SecureDirectory secrets = SecureDirectory.open(directory);
            return new Protection(
                    "https",
                    secrets.password(SecureDirectory.storeUser(ADMIN)),
                    secrets.authorityFile(),
                    new Broker.Security(
                            secrets.certify("kafka", hosts), secrets.authorityFile(), ADMIN, secrets.password(ADMIN)),
                    new ObjectStore.Security(
                            secrets.serverContext("s3", hosts),
                            Map.of(
                                    GATEWAY,
                                    new ObjectStore.Service(
                                            secrets.password(SecureDirectory.storeUser(GATEWAY)), key -> true),
                                    WORKER,
                                    new ObjectStore.Service(
                                            secrets.password(SecureDirectory.storeUser(WORKER)), WORKERS_OBJECTS))),
                    secrets.kafkaClient(ADMIN),
                    new KafkaAccess(store.tenants.names(), passwords(secrets, store.tenants.names()), true),
                    new Settings(secrets, store, hosts));
        } catch (UncheckedIOException e) {
            throw unusable(directory, e);
        }
    }

    /** Where certificates, passwords and settings are; null without protection. */
    @Nullable
    Path directory() {
        return settings == null ? null : settings.directory().root();
    }

    /** Writes the settings with which services reach broker and store. */
    void writeSettings(String bootstrapServers, String s3Endpoint) {
        if (settings == null) {
            return;
        }
        SecureDirectory.Addresses addresses =
                new SecureDirectory.Addresses(bootstrapServers, s3Endpoint, settings.store().bucket);
        try {
            settings.directory().writeServices(addresses, settings.hosts());
            for (Tenant tenant : settings.store().tenants.names()) {
                settings.directory().writeKafkaClient(SecureDirectory.userOf(tenant), addresses);
            }
        } catch (UncheckedIOException e) {
            throw unusable(settings.directory().root(), e);
        }
    }

    private static Map<String, String> passwords(SecureDirectory secrets, List<Tenant> tenants) {
        Map<String, String> passwords = new HashMap<>();
        passwords.put(GATEWAY, secrets.password(GATEWAY));
        passwords.put(WORKER, secrets.password(WORKER));
        tenants.stream().map(SecureDirectory::userOf).forEach(user -> passwords.put(user, secrets.password(user)));
        return passwords;
    }

    private static StackException unusable(Path directory, UncheckedIOException e) {
        return new StackException(
                ExitCodes.FAILED,
                "Cannot use the certificates and passwords in " + directory + ": " + e.getMessage(),
                e);
    }

    /** Names the users only. */
    @Override
    public String toString() {
        return scheme + ", " + access;
    }
}
