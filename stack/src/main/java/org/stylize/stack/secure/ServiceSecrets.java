package org.stylize.stack.secure;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stylize.proto.Tenant;

/**
 * A directory for each service of an installation in containers, with what that service needs and no other secrets, and
 * the directory {@code authority}, which no service sees. Passwords are made at the first run and kept; certificates are
 * kept until they end soon, or their hosts change.
 *
 * <p>For one thread. Each method throws an {@link UncheckedIOException} if a file cannot be read or written.
 */
public final class ServiceSecrets {
    /** Where each container has the directory of its service: docker-compose.yml mounts it there. */
    public static final Path MOUNTED = Path.of("/run/stylize");

    /** The name of the store's key with all rights. */
    static final String STORE_ROOT = "store-admin";

    private static final String CA = "ca.pem";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

    private final Path root;
    private final SecureDirectory authority;
    private final SecureDirectory.Addresses addresses;
    private final List<String> moreHosts;

    /**
     * Makes what is missing for all services.
     *
     * @param root of the directories
     * @param addresses at which services find broker and store
     * @param outerBootstrap where programs that run in no container find the broker
     * @param moreHosts names and addresses of this machine for others
     * @param tenants whose services may use Kafka
     */
    public static void write(
            Path root,
            SecureDirectory.Addresses addresses,
            String outerBootstrap,
            List<String> moreHosts,
            List<Tenant> tenants) {
        ServiceSecrets secrets = new ServiceSecrets(root, addresses, moreHosts);
        secrets.writeKafka();
        secrets.writeStore();
        secrets.writeProvision(tenants);
        secrets.writeGateway();
        secrets.writeWorker();
        secrets.writeGrafana();
        secrets.writeKafkaClients(outerBootstrap, tenants);
    }

    private ServiceSecrets(Path root, SecureDirectory.Addresses addresses, List<String> moreHosts) {
        this.root = requireNonNull(root, "root is null");
        this.addresses = requireNonNull(addresses, "addresses is null");
        this.moreHosts = List.copyOf(moreHosts);
        this.authority = SecureDirectory.open(root.resolve("authority"));
    }

    /** What the image of Kafka takes: the settings of its environment are added to these. */
    private void writeKafka() {
        Path kafka = directory("kafka");
        certify("kafka", kafka.resolve("certificate.pem"), kafka.resolve("key.pem"));
        SecretFiles.write(
                kafka.resolve("kafka.pem"),
                SecretFiles.read(kafka.resolve("key.pem")) + SecretFiles.read(kafka.resolve("certificate.pem")));
        Map<String, String> settings = new TreeMap<>();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", mounted("kafka.pem"));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", mounted(CA));
        String admin = authority.plainLogin(SecureDirectory.ADMIN);
        // The broker comes to itself by this password, and so does who makes the other users, whom nobody knows before.
        String known = admin.replace(
                ";", " user_" + SecureDirectory.ADMIN + "=\"" + authority.password(SecureDirectory.ADMIN) + "\";");
        settings.put("listener.name.internal.plain.sasl.jaas.config", known);
        settings.put("listener.name.controller.plain.sasl.jaas.config", known);
        String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
        settings.put("listener.name.internal.scram-sha-512.sasl.jaas.config", scram);
        settings.put("listener.name.host.scram-sha-512.sasl.jaas.config", scram);
        SecretFiles.writeSettings(kafka.resolve("server.properties"), "of the broker", settings);
        SecretFiles.writeSettings(
                kafka.resolve("client.properties"), "for a look at the broker's health", adminClient());
        open(kafka);
    }

    private void writeStore() {
        Path store = directory("store");
        SecretFiles.write(store.resolve("root-user"), STORE_ROOT);
        SecretFiles.write(store.resolve("root-password"), authority.password(SecureDirectory.storeUser(STORE_ROOT)));
        for (String service : List.of(SecureDirectory.GATEWAY, SecureDirectory.WORKER)) {
            SecretFiles.write(store.resolve(service + "-key"), storeKey(service) + "\n");
        }
        Path certificates = directory("store/certs");
        certify("minio", certificates.resolve("public.crt"), certificates.resolve("private.key"));
        // MinIO wants this directory, and could not make it where it is mounted.
        open(directory("store/certs/CAs"));
        open(certificates);
        open(store);
    }

    private void writeProvision(List<Tenant> tenants) {
        Path provision = directory("provision");
        Map<String, String> passwords = new HashMap<>();
        Stream.concat(
                        Stream.of(SecureDirectory.ADMIN, SecureDirectory.GATEWAY, SecureDirectory.WORKER),
                        tenants.stream().map(SecureDirectory::userOf))
                .forEach(user -> passwords.put(user, authority.password(user)));
        SecretFiles.writeSettings(provision.resolve("kafka.properties"), "for who sets up Kafka", adminClient());
        SecretFiles.writeSettings(provision.resolve("passwords.properties"), "passwords of Kafka's users", passwords);
        SecretFiles.write(provision.resolve("store-key"), storeKey(SecureDirectory.GATEWAY) + "\n");
        open(provision);
    }

    private void writeGateway() {
        Path gateway = directory(SecureDirectory.GATEWAY);
        certify(SecureDirectory.GATEWAY, gateway.resolve("certificate.pem"), gateway.resolve("key.pem"));
        writeService(gateway, SecureDirectory.GATEWAY);
    }

    private void writeWorker() {
        writeService(directory(SecureDirectory.WORKER), SecureDirectory.WORKER);
    }

    private void writeService(Path directory, String service) {
        SecretFiles.writeSettings(
                directory.resolve("service.properties"),
                "of a " + service,
                authority.service(service, addresses, MOUNTED.resolve(CA)));
        open(directory);
    }

    private void writeGrafana() {
        Path grafana = directory("grafana");
        SecretFiles.write(grafana.resolve("admin-password"), authority.password("grafana"));
        open(grafana);
    }

    /** For Kafka's own programs and for services of tenants, in a directory that also has the authority's certificate. */
    private void writeKafkaClients(String outerBootstrap, List<Tenant> tenants) {
        Stream.concat(Stream.of(SecureDirectory.ADMIN), tenants.stream().map(SecureDirectory::userOf))
                .forEach(user -> {
                    Map<String, String> client = authority.kafkaClient(user, Path.of(CA));
                    client.put("bootstrap.servers", outerBootstrap);
                    SecretFiles.writeSettings(
                            authority.root().resolve("kafka-" + user + ".properties"),
                            "for Kafka clients of the user " + user + ", beside " + CA,
                            client);
                });
    }

    private Map<String, String> adminClient() {
        Map<String, String> settings = authority.kafkaClient(SecureDirectory.ADMIN, MOUNTED.resolve(CA));
        settings.put("sasl.mechanism", "PLAIN");
        settings.put("sasl.jaas.config", authority.plainLogin(SecureDirectory.ADMIN));
        return settings;
    }

    private String storeKey(String service) {
        return authority.password(SecureDirectory.storeUser(service));
    }

    private static String mounted(String file) {
        return MOUNTED.resolve(file).toString();
    }

    private void certify(String name, Path certificate, Path key) {
        List<String> hosts = Stream.of(List.of(name), LOOPBACK, moreHosts)
                .flatMap(List::stream)
                .distinct()
                .toList();
        Instant now = Instant.now();
        if (Files.exists(key) && authority.authority().isGood(certificate, hosts, now)) {
            return;
        }
        CertificateAuthority.Certified certified = authority.authority().certify(name, hosts, now);
        SecretFiles.write(certificate, SecretFiles.pem(certified.chain()));
        SecretFiles.write(key, SecretFiles.pem(certified.key()));
    }

    /** The directory of a service, with the authority's certificate. */
    private Path directory(String service) {
        Path directory = root.resolve(service);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SecretFiles.write(directory.resolve(CA), SecretFiles.read(authority.authorityFile()));
        return directory;
    }

    /** Containers have users of their own, and each sees its own directory only; so everybody in it may read. */
    private static void open(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
