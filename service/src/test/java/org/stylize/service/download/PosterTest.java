package org.stylize.service.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.service.download.DownloadException.Reason;

/** Posts to servers on this machine, which have to be allowed for it. */
class PosterTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Map<String, String> HEADERS = Map.of("webhook-id", "msg_1");

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<String> received = new AtomicReference<>("");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(address("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            respond(exchange);
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void postsJsonWithItsHeaders() throws Exception {
        try (Poster poster = onThisMachine(TIMEOUT)) {
            assertThat(poster.post(at("/"), HEADERS, "{\"a\":\"ä\"}")).isEqualTo(new Poster.Answer(204, null));
        }
        assertThat(received).hasValue("application/json msg_1 {\"a\":\"ä\"}");
    }

    @Test
    void tellsWhatTheServerAnswers() throws Exception {
        try (Poster poster = onThisMachine(TIMEOUT)) {
            assertThat(poster.post(at("/busy"), HEADERS, "{}")).isEqualTo(new Poster.Answer(503, "120"));
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (Poster poster = onThisMachine(TIMEOUT)) {
            assertThat(poster.post(at("/moved"), HEADERS, "{}").status()).isEqualTo(307);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void readsNoBodyThatDoesNotEnd() throws Exception {
        try (Poster poster = onThisMachine(TIMEOUT)) {
            assertThat(poster.post(at("/endless"), HEADERS, "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void waitsNoLongerThanItMay() throws Exception {
        try (Poster poster = onThisMachine(Duration.ofSeconds(1))) {
            DownloadException late = refused(poster, at("/hanging"));

            assertThat(late.reason()).isEqualTo(Reason.NOT_FETCHED);
            assertThat(late).hasMessageContaining("did not answer within 1 s");
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
        try (Poster poster = new Poster(new PostSettings(true, List.of(), TIMEOUT))) {
            DownloadException refused =
                    refused(poster, address.formatted(server.getAddress().getPort()));

            assertThat(refused.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
        }
        assertThat(requests).hasValue(0);
    }

    /** A server of names that gives a public address to whoever checks, and a private one to whoever connects. */
    @Test
    void anAddressThatChangesIsCheckedWhenItIsConnectedTo() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        Dns rebinding = host -> List.of(address(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2"));
        String address = "http://hooks.example:" + server.getAddress().getPort() + "/";
        PostSettings settings = new PostSettings(true, List.of("127.0.0.1"), TIMEOUT);
        try (Poster poster = new Poster(settings, rebinding)) {
            assertThat(poster.post(address, HEADERS, "{}").status()).isEqualTo(204);
        }
        try (Poster poster = new Poster(settings, rebinding)) {
            poster.check(address);
            assertThat(refused(poster, address).reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
        }
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/",
                "ftp://shop.example/",
                "shop.example",
                "",
                "https://user:secret@shop.example/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[fd00::1]/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://2130706433/"
            })
    void checksWhatCanBeSeenWithoutLookingUpTheName(String address) {
        try (Poster poster = new Poster(new PostSettings(false, List.of(), TIMEOUT))) {
            DownloadException refused = catchThrowableOfType(DownloadException.class, () -> poster.check(address));

            assertThat(refused).isNotNull();
            assertThat(refused.reason()).isEqualTo(Reason.ADDRESS_NOT_ALLOWED);
            assertThatCode(() -> poster.check("https://shop.example/hook?a=b")).doesNotThrowAnyException();
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        received.set(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + exchange.getRequestHeaders().getFirst("webhook-id") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try {
            if (path.equals("/hanging")) {
                stopped.await();
            } else if (path.equals("/endless")) {
                exchange.sendResponseHeaders(200, 0);
                while (stopped.getCount() > 0) {
                    exchange.getResponseBody().write(new byte[1 << 10]);
                }
            } else if (path.equals("/busy")) {
                exchange.getResponseHeaders().set("Retry-After", "120");
                exchange.sendResponseHeaders(503, -1);
            } else if (path.equals("/moved")) {
                exchange.getResponseHeaders().set("Location", at("/"));
                exchange.sendResponseHeaders(307, -1);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static DownloadException refused(Poster poster, String address) {
        return catchThrowableOfType(DownloadException.class, () -> poster.post(address, HEADERS, "{}"));
    }

    private static Poster onThisMachine(Duration timeout) {
        return new Poster(new PostSettings(true, List.of("127.0.0.1"), timeout));
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static InetAddress address(String numbers) throws UnknownHostException {
        return InetAddress.getByName(numbers);
    }
}
