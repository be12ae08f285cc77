package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway without keys on a machine with a browser: pages of other sites cannot use it. */
@QuarkusTest
class CrossSiteIT extends OnStack {
    private static final String JOBS = "/v1/stylizations";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Origin: https://evil.example",
                "Origin: null"
            })
    void anotherSiteCannotChangeAnything(String header) throws IOException {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
            String answer = raw(method, JOBS, "localhost:" + base.getPort(), header);
            assertThat(answer).as(method).startsWith("HTTP/1.1 403 ").contains("/problems/forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Accept: */*"})
    void itsOwnPageAndProgramsCan(String header) throws IOException {
        String answer = raw("POST", JOBS, "localhost:" + base.getPort(), header);

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(" 403 ").doesNotContain(" 401 ");
        assertThat(api.get(JOBS, "Origin", "https://evil.example").status())
                .as("what is only read is kept from other sites by browsers")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "127.0.0.1.evil.example:PORT", "localhost.evil.example:PORT", "0.0.0.0:PORT"})
    void aNameThatLeadsHereIsNoName(String host) throws IOException {
        for (String path : new String[] {JOBS, "/v1/presets", "/", "/openapi"}) {
            assertThat(get(base.getPort(), path, host))
                    .as(host + path)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("names of this machine only");
        }
        for (String path : new String[] {"/q/metrics", "/q/health/live"}) {
            assertThat(get(managementBase.getPort(), path, host))
                    .as(host + path)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("names of this machine only");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "studio.localhost:PORT"})
    void namesOfThisMachineForItselfAre(String host) throws IOException {
        String answer = raw("GET", JOBS, host.replace("PORT", String.valueOf(base.getPort())), "Accept: */*");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void nobodyNeedsToLogIn() {
        assertThat(api.get("/v1/session").json().path("needed").asBoolean()).isFalse();
        assertThat(api.get("/v1/session").json().at("/caller/subject").asText()).isEqualTo("anonymous");
    }

    @Test
    void otherSitesReadNothing() {
        for (String path : new String[] {JOBS, "/", "/v1/presets"}) {
            Api.Answer answer = api.get(path, "Origin", "https://evil.example");
            assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEmpty();
            assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.header("Content-Security-Policy")).as(path).contains("frame-ancestors 'none'");
            assertThat(answer.header("Strict-Transport-Security"))
                    .as("this is plain HTTP")
                    .isEmpty();
        }
    }

    private static String get(int port, String path, String host) throws IOException {
        return raw(port, "GET", path, host.replace("PORT", String.valueOf(port)), "Sec-Fetch-Site: same-origin");
    }

    private String raw(String method, String path, String host, String header) throws IOException {
        return raw(base.getPort(), method, path, host, header);
    }

    /** With a Host of its own, which Java's client does not let one choose. */
    private static String raw(int port, String method, String path, String host, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
