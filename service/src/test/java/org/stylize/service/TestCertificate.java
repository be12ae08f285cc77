package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for {@code localhost} that nobody trusts who was not told to.
 *
 * @param pem the certificate
 * @param keyStore the certificate with its key
 * @param trusted a PKCS12 file with the certificate, for those who trust it
 */
public record TestCertificate(Path pem, Path keyStore, Path trusted) {
    /** Of both PKCS12 files. */
    public static final String PASSWORD = "changeit";

    /** Makes one by the JDK's tool: the JDK has no class for that. */
    public static TestCertificate make(Path directory) {
        TestCertificate made = new TestCertificate(
                directory.resolve("ca.pem"), directory.resolve("keys.p12"), directory.resolve("trusted.p12"));
        keytool(made.keyStore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost");
        keytool(made.keyStore, "-exportcert", "-rfc", "-file", made.pem.toString());
        keytool(made.trusted, "-importcert", "-noprompt", "-file", made.pem.toString());
        return made;
    }

    /** For a server. */
    public SSLContext keys() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, String command, String... options) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command));
        line.addAll(List.of(options));
        line.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-alias", "test"));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
