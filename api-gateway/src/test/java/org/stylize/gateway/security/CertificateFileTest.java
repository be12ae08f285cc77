package org.stylize.gateway.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFileTest {
    @TempDir
    private Path directory;

    @Test
    void theFirstCertificateThatExpiresIsTheEnd() throws Exception {
        Path chain = directory.resolve("chain.pem");
        Files.writeString(chain, certificate(30) + certificate(10) + certificate(20));

        assertThat(new CertificateFile(chain).end()).hasValueSatisfying(end -> assertThat(end)
                .isCloseTo(Instant.now().plus(10, ChronoUnit.DAYS), within(5, ChronoUnit.MINUTES)));
    }

    @Test
    void aFileThatIsMissingOrNoCertificateHasNoEnd() throws IOException {
        Path text = Files.writeString(directory.resolve("text.pem"), "no certificate");

        assertThat(new CertificateFile(text).end()).isEmpty();
        assertThat(new CertificateFile(directory.resolve("none.pem")).end()).isEmpty();
    }

    /** As PEM, made by the JDK's keytool. */
    private String certificate(int days) throws IOException, InterruptedException {
        Path store = directory.resolve(days + ".p12");
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-validity", String.valueOf(days));
        return keytool(store, "-exportcert", "-rfc");
    }

    private static String keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "one", "-keystore", store.toString(), "-storepass", "secret"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
