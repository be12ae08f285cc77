package org.stylize.gateway;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.transfer.Transfers;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobId;

/**
 * Others are served while {@value #CLIENTS} clients upload, read, or send their headers slowly. Prints how long their requests
 * took; {@code -Dmeasured.requests=1000} for more of them.
 */
@QuarkusTest
@TestProfile(ManyTransfersProfile.class)
class SlowClientsIT extends OnStackWithWorker {
    private static final Logger LOG = LoggerFactory.getLogger(SlowClientsIT.class);
    private static final int CLIENTS = 300;
    private static final Duration PATIENCE = ofMinutes(2);
    /** More than the system's buffers between a client that does not read and the gateway. */
    private static final int LARGE = 24 << 20;

    private final List<SlowClient> slow = new ArrayList<>();

    @Inject
    Transfers transfers;

    @AfterEach
    void leave() {
        slow.forEach(SlowClient::close);
        await().atMost(PATIENCE).until(() -> open() == 0);
    }

    @Test
    void uploads() {
        connect(() -> SlowClient.inUpload(base.getPort(), 300_000));
        await().atMost(PATIENCE).until(() -> transfers.open(Transfers.Kind.UPLOAD) == CLIENTS);
        others("slow uploads");
        assertThat(transfers.open(Transfers.Kind.UPLOAD)).isEqualTo(CLIENTS);
    }

    @Test
    void bodiesInJson() {
        connect(() -> SlowClient.inJson(base.getPort()));
        await().atMost(PATIENCE).until(() -> transfers.open(Transfers.Kind.UPLOAD) == CLIENTS);
        others("slow JSON");
    }

    @Test
    void readers() {
        byte[] picture = new byte[LARGE];
        new Random(1).nextBytes(picture);
        JobId id = submit();
        ImageRef pastiche = store.put("default/jobs/" + id + "/pastiche.png", picture);
        worker.started(id, worker.attempt(1));
        worker.completed(id, worker.attempt(1), pastiche);
        awaitState(id, "COMPLETED");

        connect(() -> SlowClient.reading(base.getPort(), path(id) + "/result"));
        await().atMost(PATIENCE).until(() -> transfers.open(Transfers.Kind.DOWNLOAD) == CLIENTS);
        awaitNoMoreReading();
        others("slow readers");
        assertThat(transfers.open(Transfers.Kind.DOWNLOAD)).isEqualTo(CLIENTS);
    }

    @Test
    void headers() {
        connect(() -> SlowClient.inHeader(base.getPort()));
        others("slow headers");
    }

    /** All of them have taken what their buffers hold. */
    private void awaitNoMoreReading() {
        Pattern reads = Pattern.compile("stylize_gateway_s3_seconds_count\\{operation=\"get\"\\} (\\S+)");
        String[] before = {""};
        await().atMost(PATIENCE).pollInterval(ofSeconds(2)).until(() -> {
            Matcher now = reads.matcher(management.get("/q/metrics").text());
            boolean isSame = now.find() && now.group(1).equals(before[0]);
            before[0] = now.group(1);
            return isSame;
        });
    }

    private void connect(Supplier<SlowClient> client) {
        for (int i = 0; i < CLIENTS; i++) {
            slow.add(client.get());
        }
    }

    private int open() {
        return transfers.open(Transfers.Kind.UPLOAD) + transfers.open(Transfers.Kind.DOWNLOAD);
    }

    private void others(String beside) {
        int requests = Integer.getInteger("measured.requests", 20);
        JobId id = submit();
        measure(beside, "list", requests, () -> api.get("/v1/stylizations").status());
        measure(beside, "job", requests, () -> api.get(path(id)).status());
        measure(beside, "submission", requests, () -> status(submit()));
        measure(beside, "health", requests, () -> management
                .get("/q/health/live")
                .status());
    }

    private static int status(JobId submitted) {
        return submitted.toString().isEmpty() ? 500 : 200;
    }

    /** No request waits for a slow client: those wait for minutes. */
    private static void measure(String beside, String what, int requests, IntSupplier request) {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            long began = System.nanoTime();
            assertThat(request.getAsInt()).isEqualTo(200);
            millis.add((System.nanoTime() - began) / 1_000_000);
        }
        Collections.sort(millis);
        LOG.info(
                "Beside {} {}, {} times {}: median {} ms, p99 {} ms, longest {} ms; heap {} MB",
                CLIENTS,
                beside,
                requests,
                what,
                millis.get(requests / 2),
                millis.get(requests * 99 / 100),
                millis.get(requests - 1),
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        assertThat(millis.get(requests / 2)).isLessThan(ofSeconds(20).toMillis());
    }
}
