package org.stylize.stack.secure;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.stylize.base.WholeFile;
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
        write(certificate, pem(authority.certificate()));
        write(key, pem(authority.key()));
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
        writeSettings(passwordFile(), "passwords, made at the first start", passwords);
        return made.toString();
    }

    /** A new key and certificate as one PEM file, as the broker takes it. */
    public Path certify(String name, List<String> hosts) {
        CertificateAuthority.Certified certified = authority.certify(name, hosts, Instant.now());
        Path file = root.resolve(name + ".pem");
        write(file, pem(certified.key()) + pem(certified.chain()));
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
        write(certificate, pem(certified.chain()));
        write(key, pem(certified.key()));
        Map<String, String> gateway = service(GATEWAY, stack);
        gateway.put("gateway.http.tls.certificate", certificate.toString());
        gateway.put("gateway.http.tls.key", key.toString());
        writeSettings(root.resolve("gateway.properties"), "for a gateway", gateway);
        writeSettings(root.resolve("worker.properties"), "for a worker", service(WORKER, stack));
        writeKafkaClient(ADMIN, stack);
    }

    /** Writes the settings of a Kafka client for that user, as Kafka's own programs take them. */
    public Path writeKafkaClient(String user, Addresses stack) {
        Map<String, String> settings = kafkaClient(user);
        settings.put("bootstrap.servers", stack.bootstrapServers());
        Path file = root.resolve("kafka-" + user + ".properties");
        writeSettings(file, "for Kafka clients of the user " + user, settings);
        return file;
    }

    /** The settings of a Kafka client for that user, without the address. */
    public Map<String, String> kafkaClient(String user) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password(user) + "\";");
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", authorityFile().toString());
        return settings;
    }

    private Map<String, String> service(String name, Addresses stack) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(name + ".kafka.bootstrap-servers", stack.bootstrapServers());
        kafkaClient(name).forEach((key, value) -> settings.put(name + ".kafka.properties.\"" + key + "\"", value));
        settings.put(name + ".s3.endpoint", stack.s3Endpoint());
        settings.put(name + ".s3.access-key", name);
        settings.put(name + ".s3.secret-key", password(storeUser(name)));
        settings.put(name + ".s3.bucket", stack.bucket());
        settings.put(
                name + ".s3.properties.\"ssl.truststore.location\"",
                authorityFile().toString());
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

    private static void writeSettings(Path file, String what, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, what);
        } catch (IOException e) { // a StringWriter does not throw
            throw new UncheckedIOException(e);
        }
        write(file, text.toString());
    }

    private static void write(Path file, String text) {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(List<X509Certificate> chain) {
        return chain.stream().map(SecureDirectory::pem).collect(joining());
    }

    /** A certificate, or a private key in PKCS#8. */
    private static String pem(Object value) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(value instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : value);
        } catch (IOException e) { // a StringWriter does not throw
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
