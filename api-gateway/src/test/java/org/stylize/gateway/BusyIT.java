package org.stylize.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All threads that serve requests are busy, whatever keeps them: operators still see how the gateway is. */
@QuarkusTest
class BusyIT extends OnStack {
    private static final int TASKS = 400; // the threads that serve requests are 200
    private static final Duration PROBE = ofSeconds(3);

    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void healthAndMetricsAnswerWhileNoThreadIsFreeForRequests() throws Exception {
        await().atMost(ofSeconds(60))
                .until(() -> management.get("/q/health/ready").status() == 200);
        ExecutorService requests = Arc.container().getExecutorService();
        for (int i = 0; i < TASKS; i++) {
            requests.execute(this::waitUntilReleased);
        }
        await().atMost(ofSeconds(60)).until(() -> !answers());

        assertThat(management.get("/q/health/live").status()).isEqualTo(200);
        assertThat(management.get("/q/health/ready").status()).isEqualTo(200);
        assertThat(management.get("/q/health").status()).isEqualTo(200);
        assertThat(management.get("/q/metrics").text()).contains("\nstylize_jobs{");
        assertThat(answers()).as("requests still wait").isFalse();

        release();
        await().atMost(ofSeconds(60)).until(this::answers);
    }

    private void waitUntilReleased() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
