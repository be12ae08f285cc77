package org.stylize.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.proto.ImageRef;

/** A server with a certificate of its own that answers every request with the same five bytes. */
class S3StoreTest {
    private static final byte[] OBJECT = {1, 2, 3, 4, 5};
    private static final ImageRef PICTURE = new ImageRef("stylize", "a.png");

    @TempDir
    private static Path directory;

    private static final int CALLERS = 20;

    private static final CountDownLatch ALL_HERE = new CountDownLatch(CALLERS);
    private static final ExecutorService SERVER_THREADS = Executors.newCachedThreadPool();

    private static TestCertificate certificate;
    private static HttpsServer server;

    @BeforeAll
    static void startServer() throws Exception {
        certificate = TestCertificate.make(directory);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.keys()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, OBJECT.length);
            exchange.getResponseBody().write(OBJECT);
            exchange.close();
        });
        server.setExecutor(SERVER_THREADS);
        server.createContext("/stylize/crowd.png", exchange -> {
            ALL_HERE.countDown();
            boolean areAllHere = awaitAll();
            exchange.sendResponseHeaders(areAllHere ? 200 : 500, areAllHere ? OBJECT.length : -1);
            if (areAllHere) {
                exchange.getResponseBody().write(OBJECT);
            }
            exchange.close();
        });
        refuse("denied.png", 403, "AccessDenied");
        refuse("unknown-keys.png", 403, "InvalidAccessKeyId");
        refuse("other-region.png", 400, "AuthorizationHeaderMalformed");
        refuse("bad-key.png", 400, "KeyTooLongError");
        refuse("busy.png", 503, "SlowDown");
        refuse("broken.png", 500, "InternalError");
        refuse("missing.png", 404, "NoSuchKey");
        server.start();
    }

    private static void refuse(String key, int status, String code) {
        byte[] answer = ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/stylize/" + key, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    private static boolean awaitAll() {
        try {
            return ALL_HERE.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
        SERVER_THREADS.shutdownNow();
    }

    @Test
    void manyCallersReadAtOnce() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (S3Store store =
                store(Map.of(S3Settings.TRUST_STORE_LOCATION, certificate.pem().toString()))) {
            List<Future<byte[]>> reads = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                reads.add(callers.submit(() -> store.read(new ImageRef("stylize", "crowd.png"), 100)));
            }
            for (Future<byte[]> read : reads) {
                assertThat(read.get()).isEqualTo(OBJECT); // the server answers none before all are there
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void javasOwnAuthoritiesDoNotKnowTheServer() {
        try (S3Store store = store(Map.of())) {
            assertThatThrownBy(() -> store.read(PICTURE, 100))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNREACHABLE))
                    .hasMessageContaining("certification path");
        }
    }

    @Test
    void aPemFileSaysWhomToTrust() {
        try (S3Store store =
                store(Map.of(S3Settings.TRUST_STORE_LOCATION, certificate.pem().toString()))) {
            assertThat(store.read(PICTURE, 100)).isEqualTo(OBJECT);
        }
    }

    @Test
    void aKeyStoreSaysWhomToTrust() {
        Map<String, String> properties = Map.of(
                S3Settings.TRUST_STORE_LOCATION,
                certificate.trusted().toString(),
                S3Settings.TRUST_STORE_TYPE,
                "PKCS12",
                S3Settings.TRUST_STORE_PASSWORD,
                TestCertificate.PASSWORD);
        try (S3Store store = store(properties)) {
            assertThat(store.read(PICTURE, 100)).isEqualTo(OBJECT);
        }
    }

    @Test
    void anObjectOverTheLimitIsRefused() {
        try (S3Store store =
                store(Map.of(S3Settings.TRUST_STORE_LOCATION, certificate.pem().toString()))) {
            assertThatThrownBy(() -> store.read(PICTURE, 4))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.TOO_LARGE))
                    .hasMessageContaining("at most 4 bytes but has 5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "denied.png, DENIED",
        "unknown-keys.png, DENIED",
        "other-region.png, DENIED",
        "bad-key.png, INVALID",
        "busy.png, REFUSED",
        "broken.png, REFUSED",
        "missing.png, MISSING"
    })
    void aRefusalSaysWhoHasToChangeSomething(String key, StoreException.Kind kind) {
        try (S3Store store =
                store(Map.of(S3Settings.TRUST_STORE_LOCATION, certificate.pem().toString()))) {
            assertThatThrownBy(() -> store.read(new ImageRef("stylize", key), 100))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
        }
    }

    @Test
    void aTrustStoreThatCannotBeReadIsNamed() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.pem"));

        assertThatThrownBy(() -> store(Map.of(S3Settings.TRUST_STORE_LOCATION, empty.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ssl.truststore.location")
                .hasMessageContaining("empty.pem");
    }

    @Test
    void aPropertyThatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> store(Map.of("ssl.truststore.file", "ca.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'ssl.truststore.file'")
                .hasMessageContaining("ssl.truststore.location");
    }

    @Test
    void settingsDoNotPrintTheirSecrets() {
        S3Settings settings = settings(Map.of(S3Settings.TRUST_STORE_PASSWORD, "the-password"));

        assertThat(settings.toString())
                .doesNotContain("the-password", "secret")
                .contains("https://localhost:")
                .contains("/stylize");
    }

    private static S3Store store(Map<String, String> properties) {
        return new S3Store(settings(properties));
    }

    private static S3Settings settings(Map<String, String> properties) {
        return new S3Settings(
                "https://localhost:" + server.getAddress().getPort(),
                "stylize",
                "stylize-secret",
                "us-east-1",
                "stylize",
                Duration.ofSeconds(10),
                null,
                properties);
    }
}
