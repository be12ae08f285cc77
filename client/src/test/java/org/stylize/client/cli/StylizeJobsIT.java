package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.KEY;
import static org.stylize.client.Samples.event;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.client.ContractServer;
import org.stylize.client.Samples;

/** The program as it is packaged, in a process of its own. */
class StylizeJobsIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path SCRIPT = Path.of("../scripts/stylize-jobs");
    private static final String PASSWORD = "changeit";

    @TempDir
    Path temp;

    /** How a process ended. */
    private record Ended(int code, String out, String err) {}

    @Test
    void knowsItsVersion() throws Exception {
        Ended ended = end(start(List.of(), "--version"));

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).matches("stylize-jobs [0-9].*\\s*");
    }

    @Test
    void startsFromTheArchiveOfTheBuild() throws Exception {
        Ended ended = end(start(
                List.of(
                        "-Xshare:auto",
                        "-XX:SharedArchiveFile=" + TARGET.resolve("stylize-client.jsa"),
                        "-Xlog:class+load"),
                "--version"));

        assertThat(ended.code()).isZero();
        assertThat(ended.out().lines())
                .anyMatch(line -> line.contains(StylizeJobs.class.getName() + " source: shared objects file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "this is no archive"})
    void archiveThatCannotBeUsedChangesNothing(String content) throws Exception {
        Path archive = Files.writeString(temp.resolve("broken.jsa"), content);

        Ended ended =
                end(start(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable"), "--version"));

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).matches("stylize-jobs [0-9].*\\s*");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void scriptOpensAnyFileNameInALocaleOfAsciiOnly() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("links"));
        Path link = Files.createSymbolicLink(directory.resolve("stylize-jobs"), SCRIPT.toRealPath());
        Path pictures = Files.createDirectory(temp.resolve("pictures"));
        // A shell makes the file, as the locale of this test may not name it.
        assertThat(end(new ProcessBuilder("sh", "-c", "printf photo > \"$(printf 'foto \\303\\251t\\303\\251.jpg')\"")
                                .directory(pictures.toFile())
                                .start())
                        .code())
                .isZero();
        try (ContractServer server = ContractServer.start()) {
            server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
            ProcessBuilder command = new ProcessBuilder(
                            "sh",
                            "-c",
                            "exec \"$0\" submit foto*.jpg foto*.jpg --server \"$1\"",
                            link.toString(),
                            server.uri().toString())
                    .directory(pictures.toFile());
            command.environment().putAll(Map.of("LC_ALL", "C", "STYLIZE_NO_BUILD", "1"));

            Ended ended = end(command.start());

            Files.delete(link);
            assertThat(ended).isEqualTo(new Ended(0, ID + System.lineSeparator(), ""));
            assertThat(server.requests().get(0).body()).contains("filename=\"foto \u00c3\u00a9t\u00c3\u00a9.jpg\"");
        }
    }

    @Test
    void usesTheTrustOfTheJdkForHttps() throws Exception {
        Path keys = temp.resolve("keys.p12");
        createKeys(keys);
        HttpsServer server = httpsServer(keys);
        try {
            String address = "https://localhost:" + server.getAddress().getPort();

            Ended trusted = end(start(
                    List.of("-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD),
                    "list",
                    "--server",
                    address));
            Ended unknown = end(start(List.of(), "list", "--server", address));
            Ended named = end(start(
                    List.of(),
                    "list",
                    "--server",
                    address,
                    "--ca-file",
                    pem(keys).toString()));
            Ended missing = end(start(List.of(), "list", "--server", address, "--ca-file", "no-such.pem"));

            assertThat(trusted.code()).isZero();
            assertThat(trusted.err().lines()).containsExactly("There are no jobs.");
            assertThat(named.code()).as(named.toString()).isZero();
            assertThat(missing.code()).isEqualTo(2);
            assertThat(missing.err()).contains("--ca-file: cannot read certificates from no-such.pem");
            assertThat(unknown.code()).isEqualTo(4);
            assertThat(unknown.err())
                    .startsWith("stylize-jobs: cannot reach " + address)
                    .contains("unable to find valid certification path");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void takesTheKeyFromTheEnvironmentOrFromAPipe() throws Exception {
        try (ContractServer server = ContractServer.start()) {
            server.answer("GET /v1/stylizations", ContractServer.json(200, "{\"items\":[]}"));
            ProcessBuilder command = new ProcessBuilder(
                    "sh",
                    "-c",
                    "\"$0\" -cp \"$1\" \"$2\" list --server \"$3\""
                            + " && printenv STYLIZE_KEY | \"$0\" -cp \"$1\" \"$2\" list --server \"$3\" --key-file /dev/stdin",
                    javaProgram("java"),
                    TARGET.resolve("stylize-client.jar").toString(),
                    StylizeJobs.class.getName(),
                    server.uri().toString());
            command.environment().put("STYLIZE_KEY", KEY);

            Ended ended = end(command.start());

            assertThat(ended.err().lines()).containsExactly("There are no jobs.", "There are no jobs.");
            assertThat(ended.code()).isZero();
            assertThat(server.requests())
                    .extracting(request -> request.header("Authorization"))
                    .containsExactly("Bearer " + KEY, "Bearer " + KEY);
        }
    }

    @Test
    void sendsThePictureThatAnotherProgramWrites() throws Exception {
        Path style = Files.writeString(temp.resolve("painting.jpg"), "painting");
        try (ContractServer server = ContractServer.start()) {
            server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
            ProcessBuilder command = new ProcessBuilder(
                    "sh",
                    "-c",
                    "printf photo | \"$0\" -cp \"$1\" \"$2\" submit - \"$3\" --server \"$4\"",
                    javaProgram("java"),
                    TARGET.resolve("stylize-client.jar").toString(),
                    StylizeJobs.class.getName(),
                    style.toString(),
                    server.uri().toString());

            assertThat(end(command.start())).isEqualTo(new Ended(0, ID + System.lineSeparator(), ""));
            assertThat(server.requests().get(0).body()).contains("\r\n\r\nphoto\r\n", "\r\n\r\npainting\r\n");
        }
    }

    @Test
    void ctrlCIsExitCode130AndTellsHowToGoOn() throws Exception {
        try (ContractServer server = ContractServer.start()) {
            server.answer(
                    "GET " + JOB + "/events", ContractServer.silentEvents(event("snapshot", Samples.job("RUNNING"))));
            Process process =
                    start(List.of(), "watch", ID, "--server", server.uri().toString());
            try (BufferedReader err =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                assertThat(err.readLine()).isEqualTo("running, step 120 of 500");

                assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                                .start()
                                .waitFor())
                        .isZero();

                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(130);
                assertThat(err.lines())
                        .containsExactly(
                                "", "Stopped watching; the job goes on. See it with: stylize-jobs watch " + ID);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static void createKeys(Path file) throws IOException, InterruptedException {
        Ended ended = end(new ProcessBuilder(
                        javaProgram("keytool"),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .start());
        assertThat(ended.code()).as(ended.toString()).isZero();
    }

    /** The certificate of the key store, as a file beside it. */
    private static Path pem(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        byte[] certificate = store.getCertificate(store.aliases().nextElement()).getEncoded();
        return Files.writeString(
                keys.resolveSibling("authority.pem"),
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static HttpsServer httpsServer(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            byte[] page = "{\"items\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Ended end(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }

    private static Process start(List<String> jvm, String... args) throws IOException {
        // Shells have the signal ignored for what they put in the background, and a child would inherit that.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", javaProgram("java")));
        command.addAll(jvm);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-cp",
                TARGET.resolve("stylize-client.jar").toString(),
                StylizeJobs.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }

    private static String javaProgram(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
