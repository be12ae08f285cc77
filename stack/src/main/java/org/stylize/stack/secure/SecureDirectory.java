package org.stylize.stack.secure;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.stylize.proto.Tenant;

/**
 * The directory with certificates and passwords of a secured stack, and with the settings that its programs need. Only
 * its owner may read it. The authority and the passwords are made at the first start and kept; the other files are
 * written again at each start.
 *
 * <p>For one thread.
 */
public final class SecureDirectory {
    /** Who reaches the broker and the store with all rights. */
    public static final String ADMIN = "admin";

    public static final String GATEWAY = "gateway";
    public static final String WORKER = "worker";

    private static final int PASSWORD_CHARACTERS = 40;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Path root;
    private final CertificateAuthority authority;
    private final Map<String, String> passwords = new TreeMap<>();
    private final SecureRandom random = new SecureRandom();

    private SecureDirectory(Path root, CertificateAuthority authority) {
        this.root = root;
        this.authority = authority;
    }

    /** Where the broker and the store are, for the settings of their clients. */
    public record Addresses(String bootstrapServers, String s3Endpoint, String bucket) {}

    /**
     * Makes the directory at the first start.
     *
     * @throws UncheckedIOException if it cannot be read or written, as all of these methods
     */
    public static SecureDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            SecureDirectory opened = new SecureDirectory(root, authority(root));
            opened.readPasswords();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CertificateAuthority authority(Path root) throws IOException {
        Path certificate = root.resolve("ca.pem");
        Path key = root.resolve("ca-key.pem");
        if (Files.exists(key)) {
            return CertificateAuthority.read(certificate, key);
        }
        CertificateAuthority authority = CertificateAuthority.make(Instant.now());
        SecretFiles.write(certificate, SecretFiles.pem(authority.certificate()));
        SecretFiles.write(key, SecretFiles.pem(authority.key()));
        return authority;
    }

    /** The certificate that clients trust. */
    public Path authorityFile() {
        return root.resolve("ca.pem");
    }

    public Path root() {
        return root;
    }

    /** The password of a user; made at the first call, and kept. 40 letters and digits. */
    public String password(String user) {
        String known = passwords.get(user);
        if (known != null) {
            return known;
        }
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < PASSWORD_CHARACTERS; i++) {
            made.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        passwords.put(user, made.toString());
        SecretFiles.writeSettings(passwordFile(), "passwords, made at the first start", passwords);
        return made.toString();
    }

    CertificateAuthority authority() {
        return authority;
    }

    /** A new key and certificate as one PEM file, as the broker takes it. */
    public Path certify(String name, List<String> hosts) {
        CertificateAuthority.Certified certified = authority.certify(name, hosts, Instant.now());
        Path file = root.resolve(name + ".pem");
        SecretFiles.write(file, SecretFiles.pem(certified.key()) + SecretFiles.pem(certified.chain()));
        return file;
    }

    /** A new key and certificate for a server in this process. */
    public SSLContext serverContext(String name, List<String> hosts) {
        CertificateAuthority.Certified certified = authority.certify(name, hosts, Instant.now());
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry(
                    name, certified.key(), new char[0], certified.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes what gateways and workers need to reach the stack, as files that they take as configuration, and a
     * certificate for the gateway's own port.
     */
    public void writeServices(Addresses stack, List<String> hosts) {
        CertificateAuthority.Certified certified = authority.certify(GATEWAY, hosts, Instant.now());
        Path certificate = root.resolve("gateway-certificate.pem");
        Path key = root.resolve("gateway-key.pem");
        SecretFiles.write(certificate, SecretFiles.pem(certified.chain()));
        SecretFiles.write(key, SecretFiles.pem(certified.key()));
        Map<String, String> gateway = service(GATEWAY, stack, authorityFile());
        gateway.put("gateway.http.tls.certificate", certificate.toString());
        gateway.put("gateway.http.tls.key", key.toString());
        SecretFiles.writeSettings(root.resolve("gateway.properties"), "for a gateway", gateway);
        SecretFiles.writeSettings(
                root.resolve("worker.properties"), "for a worker", service(WORKER, stack, authorityFile()));
        writeKafkaClient(ADMIN, stack);
    }

    /** Writes the settings of a Kafka client for that user, as Kafka's own programs take them. */
    public Path writeKafkaClient(String user, Addresses stack) {
        Map<String, String> settings = kafkaClient(user);
        settings.put("bootstrap.servers", stack.bootstrapServers());
        Path file = root.resolve("kafka-" + user + ".properties");
        SecretFiles.writeSettings(file, "for Kafka clients of the user " + user, settings);
        return file;
    }

    /** The settings of a Kafka client for that user, without the address. */
    public Map<String, String> kafkaClient(String user) {
        return kafkaClient(user, authorityFile());
    }

    /** The same for a client that finds the authority's certificate elsewhere. */
    Map<String, String> kafkaClient(String user, Path authorityFile) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", login("scram.ScramLoginModule", user));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", authorityFile.toString());
        return settings;
    }

    /** The settings of a service that finds the authority's certificate in that file. */
    Map<String, String> service(String name, Addresses stack, Path authorityFile) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(name + ".kafka.bootstrap-servers", stack.bootstrapServers());
        kafkaClient(name, authorityFile)
                .forEach((key, value) -> settings.put(name + ".kafka.properties.\"" + key + "\"", value));
        settings.put(name + ".s3.endpoint", stack.s3Endpoint());
        settings.put(name + ".s3.access-key", name);
        settings.put(name + ".s3.secret-key", password(storeUser(name)));
        settings.put(name + ".s3.bucket", stack.bucket());
        settings.put(name + ".s3.properties.\"ssl.truststore.location\"", authorityFile.toString());
        return settings;
    }

    /** The user of a tenant's services in Kafka. */
    public static String userOf(Tenant tenant) {
        return "tenant-" + tenant;
    }

    /** Under which name {@link #password} keeps the secret key of the store for a service. */
    public static String storeUser(String service) {
        return "s3-" + service;
    }

    /** How a client that speaks PLAIN logs in to Kafka. */
    String plainLogin(String user) {
        return login("plain.PlainLoginModule", user);
    }

    private String login(String module, String user) {
        return "org.apache.kafka.common.security." + module + " required username=\"" + user + "\" password=\""
                + password(user) + "\";";
    }

    private Path passwordFile() {
        return root.resolve("passwords.properties");
    }

    private void readPasswords() throws IOException {
        if (Files.exists(passwordFile())) {
            Properties read = new Properties();
            read.load(new StringReader(Files.readString(passwordFile())));
            read.forEach((user, password) -> passwords.put(user.toString(), password.toString()));
        }
    }
}
