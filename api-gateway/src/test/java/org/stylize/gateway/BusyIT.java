package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** So many slow clients that all threads which serve requests are busy: operators still see how the gateway is. */
@QuarkusTest
class BusyIT extends OnStack {
    private static final int CLIENTS = 400; // the threads that serve requests are 200
    private static final Duration PROBE = ofSeconds(3);

    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void healthAndMetricsAnswerWhileNoThreadIsFreeForRequests() throws Exception {
        await().atMost(ofSeconds(30))
                .until(() -> management.get("/q/health/ready").status() == 200);
        for (int i = 0; i < CLIENTS; i++) {
            beginUpload();
        }
        await().atMost(ofSeconds(60)).until(() -> !answers());

        assertThat(management.get("/q/health/live").status()).isEqualTo(200);
        assertThat(management.get("/q/health/ready").status()).isEqualTo(200);
        assertThat(management.get("/q/health").status()).isEqualTo(200);
        assertThat(management.get("/q/metrics").text()).contains("\nstylize_jobs{");
        assertThat(answers()).as("requests still wait").isFalse();

        leave();
        await().atMost(ofSeconds(60)).until(this::answers);
    }

    /** A body of which only the first bytes come. */
    private void beginUpload() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), base.getPort());
        clients.add(client);
        client.getOutputStream()
                .write(("POST /v1/stylizations HTTP/1.1\r\nHost: localhost:" + base.getPort()
                                + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n")
                        .getBytes(US_ASCII));
    }

    private boolean answers() throws IOException, InterruptedException {
        try {
            HttpRequest request = api.request("/v1/stylizations").timeout(PROBE).build();
            return api.http().send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (HttpTimeoutException e) {
            return false;
        }
    }
}
