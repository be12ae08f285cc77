package org.stylize.stack.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.proto.Tenant;

class ServiceSecretsTest {
    private static final SecureDirectory.Addresses ADDRESSES =
            new SecureDirectory.Addresses("kafka:19092", "https://minio:9000", "stylize");
    private static final List<Tenant> TENANTS = List.of(new Tenant("acme"));

    @TempDir
    Path root;

    @Test
    void eachServiceHasThePasswordsThatItNeedsAndNoOthers() throws IOException {
        make(root);

        Map<String, List<String>> found = new TreeMap<>();
        for (String service : List.of("kafka", "store", "provision", "gateway", "worker", "grafana")) {
            String all = text(root.resolve(service));
            found.put(
                    service,
                    passwords().entrySet().stream()
                            .filter(user -> all.contains(user.getValue()))
                            .map(Map.Entry::getKey)
                            .toList());
            assertThat(all)
                    .as("the authority's key")
                    .doesNotContain(Files.readString(root.resolve("authority/ca-key.pem"))
                            .lines()
                            .toList()
                            .get(1));
        }
        assertThat(found)
                .isEqualTo(Map.of(
                        "kafka", List.of("admin"),
                        "store", List.of("s3-gateway", "s3-store-admin", "s3-worker"),
                        "provision", List.of("admin", "gateway", "s3-gateway", "tenant-acme", "worker"),
                        "gateway", List.of("gateway", "s3-gateway"),
                        "worker", List.of("s3-worker", "worker"),
                        "grafana", List.of("grafana")));
    }

    @Test
    void passwordsAreLongAndOfThisInstallationOnly(@TempDir Path another) throws IOException {
        make(root);
        make(another);

        assertThat(passwords().values())
                .hasSize(8)
                .doesNotHaveDuplicates()
                .allMatch(password -> password.length() == 40);
        assertThat(settings(another.resolve("authority/passwords.properties")).values())
                .doesNotContainAnyElementsOf(passwords().values());
    }

    @Test
    void aSecondRunKeepsPasswordsAndCertificates() throws IOException {
        make(root);
        Map<String, String> passwords = passwords();
        String certificate = Files.readString(root.resolve("store/certs/public.crt"));

        make(root);

        assertThat(passwords()).isEqualTo(passwords);
        assertThat(root.resolve("store/certs/public.crt")).hasContent(certificate);
    }

    @Test
    void aCertificateThatEndsSoonOrIsForOtherHostsIsReplaced() throws Exception {
        make(root);
        X509Certificate first = certificate("gateway/certificate.pem");
        SecureDirectory authority = SecureDirectory.open(root.resolve("authority"));
        Instant longAgo = Instant.now().minus(Duration.ofDays(310));
        SecretFiles.write(
                root.resolve("kafka/certificate.pem"),
                SecretFiles.pem(authority
                        .authority()
                        .certify("kafka", List.of("kafka", "localhost", "127.0.0.1", "::1"), longAgo)
                        .chain()));

        ServiceSecrets.write(root, ADDRESSES, "localhost:9092", List.of(), TENANTS);
        assertThat(certificate("gateway/certificate.pem")).isEqualTo(first);
        assertThat(certificate("kafka/certificate.pem").getNotAfter().toInstant())
                .isAfter(Instant.now().plus(Duration.ofDays(300)));
        assertThat(Files.readString(root.resolve("kafka/kafka.pem")))
                .endsWith(Files.readString(root.resolve("kafka/certificate.pem")));

        ServiceSecrets.write(root, ADDRESSES, "localhost:9092", List.of("studio.example", "10.0.0.7"), TENANTS);
        assertThat(certificate("gateway/certificate.pem").getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .contains("gateway", "localhost", "127.0.0.1", "studio.example", "10.0.0.7");
    }

    @Test
    void withANewAuthorityEverythingIsNew() throws Exception {
        make(root);
        Map<String, String> passwords = passwords();
        for (String file : List.of("ca.pem", "ca-key.pem", "passwords.properties")) {
            Files.delete(root.resolve("authority").resolve(file));
        }

        make(root);

        assertThat(passwords().values()).doesNotContainAnyElementsOf(passwords.values());
        String all = text(root);
        assertThat(passwords.values()).noneMatch(all::contains);
        String authority = Files.readString(root.resolve("authority/ca.pem"));
        for (String service : List.of("kafka", "store", "provision", "gateway", "worker")) {
            assertThat(root.resolve(service).resolve("ca.pem")).hasContent(authority);
        }
        assertThat(root.resolve("store/certs/public.crt")).content().endsWith(authority);
    }

    @Test
    void aDamagedCertificateIsReplaced() throws Exception {
        make(root);
        Files.writeString(root.resolve("gateway/certificate.pem"), "nothing");

        make(root);

        assertThat(certificate("gateway/certificate.pem")
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=gateway");
    }

    @Test
    void onlyTheAuthorityIsKeptFromOtherUsersOfItsContainer() throws IOException {
        make(root);

        assertThat(permissions("authority")).isEqualTo("rwx------");
        assertThat(permissions("worker")).isEqualTo("rwxr-xr-x");
        assertThat(permissions("worker/service.properties")).isEqualTo("rw-r--r--");
        assertThat(permissions("store/certs/private.key")).isEqualTo("rw-r--r--");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(root.resolve("gateway"), "a file");

        assertThatThrownBy(() -> make(root))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(root.resolve("gateway").toString());
    }

    private static void make(Path root) {
        ServiceSecrets.write(root, ADDRESSES, "localhost:9092", List.of(), TENANTS);
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file)));
    }

    private X509Certificate certificate(String file) throws Exception {
        try (InputStream in = Files.newInputStream(root.resolve(file))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private Map<String, String> passwords() throws IOException {
        return settings(root.resolve("authority/passwords.properties"));
    }

    private static Map<String, String> settings(Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        Map<String, String> settings = new TreeMap<>();
        properties.forEach((name, value) -> settings.put(name.toString(), value.toString()));
        return settings;
    }

    private static String text(Path directory) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : new TreeSet<>(files.filter(Files::isRegularFile).toList())) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
