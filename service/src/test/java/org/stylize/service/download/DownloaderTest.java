package org.stylize.service.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.service.TestCertificate;
import org.stylize.service.download.DownloadException.Reason;

/** Downloads from servers on this machine, which have to be allowed for it. */
class DownloaderTest {
    private static final byte[] PICTURE = {1, 2, 3, 4, 5};
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("picture");
        server = HttpServer.create(new InetSocketAddress(address("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            respond(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void downloadsAPicture() throws Exception {
        try (Downloader downloader = onThisMachine("127.0.0.1")) {
            assertThat(downloader.download(at("/picture"), file)).isEqualTo(PICTURE.length);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(PICTURE);
    }

    @Test
    void followsARedirect() throws Exception {
        try (Downloader downloader = onThisMachine("127.0.0.1")) {
            assertThat(downloader.download(at("/moved"), file)).isEqualTo(PICTURE.length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://2130706433:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/"
            })
    void connectsToNoPrivateAddress(String address) throws Exception {
        try (Downloader downloader = new Downloader(new DownloadSettings(true, List.of(), TIMEOUT, 100))) {
            DownloadException refused =
                    refused(downloader, address.formatted(server.getAddress().getPort()) + "picture");

            assertThat(refused.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
            assertThat(refused).hasMessageContaining("is not a host of the public internet");
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void refusesARedirectToAPrivateAddress() throws Exception {
        try (Downloader downloader = onThisMachine("127.0.0.1")) {
            DownloadException refused = refused(downloader, at("/to-another-address"));

            assertThat(refused.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void refusesANameOfWhichOneAddressIsPrivate() throws Exception {
        Dns both = host -> List.of(address("127.0.0.1"), address("127.0.0.2"));
        try (Downloader downloader = new Downloader(settings("127.0.0.1"), both)) {
            DownloadException refused = refused(
                    downloader, "http://pictures.example:" + server.getAddress().getPort() + "/picture");

            assertThat(refused.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
        }
        assertThat(requests).hasValue(0);
    }

    /** A server of names that gives an allowed address first, and a private one to whoever asks again. */
    @Test
    void connectsToTheAddressThatWasChecked() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Dns rebinding = host -> List.of(address(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2"));
        String address = "http://pictures.example:" + server.getAddress().getPort() + "/picture";
        try (Downloader downloader = new Downloader(settings("127.0.0.1"), rebinding)) {
            assertThat(downloader.download(address, file)).isEqualTo(PICTURE.length);
        }
        assertThat(lookups).hasValue(1);
        try (Downloader downloader = new Downloader(settings("127.0.0.1"), rebinding)) {
            assertThat(refused(downloader, address).reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://pictures.example/", "ftp://pictures.example/", "file:///etc/passwd", "picture.jpg", ""})
    void takesHttpsOnly(String address) throws Exception {
        try (Downloader downloader = new Downloader(new DownloadSettings(false, List.of(), TIMEOUT, 100))) {
            DownloadException refused = refused(downloader, address);

            assertThat(refused.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
            assertThat(refused).hasMessage("an address must begin with https://");
        }
    }

    @Test
    void refusesCredentials() throws Exception {
        try (Downloader downloader = onThisMachine("127.0.0.1")) {
            assertThat(refused(downloader, "https://me:secret@pictures.example/"))
                    .hasMessageContaining("password");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/large-in-chunks"})
    void readsNoMoreThanIsAllowed(String path) throws Exception {
        try (Downloader downloader = onThisMachine("127.0.0.1")) {
            DownloadException refused = refused(downloader, at(path));

            assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(refused).hasMessage("a picture may have at most 100 bytes");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void saysWhatTheServerAnswered() throws Exception {
        try (Downloader downloader = onThisMachine("127.0.0.1")) {
            assertThat(refused(downloader, at("/nothing"))).hasMessage("127.0.0.1 answered with status 404");
            assertThat(refused(downloader, at("/page")))
                    .hasMessage("127.0.0.1 answered with text/html and not with a picture");
            assertThat(refused(downloader, at("/endless-redirect")).reason()).isEqualTo(Reason.NOT_FETCHED);
        }
    }

    @Test
    void believesNoCertificateOfItsOwnMaking() throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(address("127.0.0.1"), 0), 0);
        secure.setHttpsConfigurator(
                new HttpsConfigurator(TestCertificate.make(directory).keys()));
        secure.createContext("/", exchange -> {
            requests.incrementAndGet();
            respond(exchange);
        });
        secure.start();
        Dns here = host -> List.of(address("127.0.0.1"));
        try (Downloader downloader = new Downloader(settings("127.0.0.1"), here)) {
            DownloadException refused = refused(
                    downloader, "https://localhost:" + secure.getAddress().getPort() + "/picture");

            assertThat(refused.reason()).isEqualTo(Reason.NOT_FETCHED);
            assertThat(refused).hasMessageContaining("no certificate that is trusted");
        } finally {
            secure.stop(0);
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void waitsNoLongerThanTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, address("127.0.0.1"));
                Downloader downloader =
                        new Downloader(new DownloadSettings(true, List.of("127.0.0.1"), Duration.ofSeconds(1), 100))) {
            DownloadException refused = refused(downloader, "http://127.0.0.1:" + silent.getLocalPort() + "/");

            assertThat(refused.reason()).isEqualTo(Reason.NOT_FETCHED);
            assertThat(refused).hasMessageContaining("within 1 s");
        }
    }

    @Test
    void namesAnUnknownHost() throws Exception {
        Dns none = host -> {
            throw new UnknownHostException(host);
        };
        try (Downloader downloader = new Downloader(settings("127.0.0.1"), none)) {
            assertThat(refused(downloader, "http://pictures.example/"))
                    .hasMessage("pictures.example is not a known host");
        }
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getAllByName(literal)[0];
    }

    private static DownloadSettings settings(String network) {
        return new DownloadSettings(true, List.of(network), TIMEOUT, 100);
    }

    private static Downloader onThisMachine(String network) {
        return new Downloader(settings(network));
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private DownloadException refused(Downloader downloader, String address) {
        return catchThrowableOfType(DownloadException.class, () -> downloader.download(address, file));
    }

    private static void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int port = exchange.getLocalAddress().getPort();
        switch (path) {
            case "/picture" -> send(exchange, 200, "image/png", PICTURE, PICTURE.length);
            case "/moved" -> redirect(exchange, "/picture");
            case "/endless-redirect" -> redirect(exchange, "/endless-redirect");
            case "/to-another-address" -> redirect(exchange, "http://127.0.0.2:" + port + "/picture");
            case "/page" -> send(exchange, 200, "text/html", PICTURE, PICTURE.length);
            case "/large" -> send(exchange, 200, "image/png", new byte[101], 101);
            case "/large-in-chunks" -> send(exchange, 200, "image/png", new byte[101], 0);
            default -> send(exchange, 404, "text/plain", PICTURE, PICTURE.length);
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body, long length)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
