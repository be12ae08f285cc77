package org.stylize.systemtests.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.StoredPictures;

/**
 * Two gateways, one of which is killed while messages are sent, and comes back: each job's end arrives, always under the
 * same id, and the reference libraries believe it.
 */
class WebhooksIT {
    private static final Duration START = Duration.ofMinutes(10);
    private static final int JOBS = 300;
    /** One request in so many is refused, so that there are always messages that wait for another attempt. */
    private static final int REFUSE_EACH = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path data;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void noEndOfAJobIsLostWhenAGatewayIsKilled() throws Exception {
        Map<String, String> settings = Map.of(
                "gateway.webhooks.plain-http", "true",
                "gateway.webhooks.networks", "127.0.0.1",
                "gateway.webhooks.retries", "1s,2s,2s,2s,2s,2s,2s,2s,2s,2s",
                "gateway.ledger.window", "100000");
        try (Receiver receiver = new Receiver(REFUSE_EACH);
                Fleet fleet = new Fleet(new FleetSettings(Checkout.root(), data, 0, 0, 0, settings))) {
            fleet.startStack();
            ServiceProcess first = fleet.startGateway("gateway-1", 0);
            ServiceProcess second = fleet.startGateway("gateway-2", 0);
            StoredPictures.put(fleet, data);
            URI alive = url(second);
            url(first);
            JsonNode webhook = create(alive, receiver);

            Set<String> jobs = new HashSet<>(end(alive, JOBS / 2));
            assertThat(receiver.requests()).as("messages are being sent").isPositive();
            first.kill9();
            jobs.addAll(end(alive, JOBS - jobs.size()));
            int atRestart = receiver.taken().size();
            ServiceProcess again = fleet.startGateway("gateway-1", 0);
            jobs.addAll(end(alive, 20));
            url(again);

            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(told(receiver)).containsAll(jobs));
            report(jobs, receiver, atRestart);
            assertThat(receiver.idsByJob().keySet()).isEqualTo(jobs);
            assertThat(receiver.idsByJob().values()).allMatch(ids -> ids.size() == 1);
            verify(webhook.path("secret").asText(), receiver);
        }
    }

    private static Set<String> told(Receiver receiver) throws IOException {
        Set<String> told = new HashSet<>();
        for (Receiver.Message message : receiver.taken()) {
            told.add(new ObjectMapper()
                    .readTree(message.body())
                    .path("data")
                    .path("id")
                    .asText());
        }
        return told;
    }

    private static void report(Set<String> jobs, Receiver receiver, int atRestart) throws IOException {
        int taken = receiver.taken().size();
        Set<String> lost = new HashSet<>(jobs);
        lost.removeAll(told(receiver));
        System.out.printf(
                "measured: %d jobs ended, one of two gateways killed and started again: %d messages taken (%d before it was"
                        + " back), %d of them more than once, %d lost; %d requests, one in %d refused%n",
                jobs.size(),
                taken,
                atRestart,
                taken - (jobs.size() - lost.size()),
                lost.size(),
                receiver.requests(),
                REFUSE_EACH);
    }

    private void verify(String secret, Receiver receiver) throws IOException, InterruptedException {
        List<Receiver.Message> messages = receiver.taken();
        List<Receiver.Message> fresh = messages.subList(Math.max(0, messages.size() - 50), messages.size());
        for (Verifier verifier : Verifier.values()) {
            if (verifier.isThere()) {
                assertThat(verifier.verify(secret, fresh, data)).isEqualTo("verified " + fresh.size());
                System.out.printf("%s: the reference library has verified %d messages%n", verifier, fresh.size());
            } else {
                System.out.printf("%s: the reference library is not installed, so it has verified nothing%n", verifier);
            }
        }
    }

    /** Submits so many jobs and cancels them at once. */
    private List<String> end(URI gateway, int count) throws Exception {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = post(gateway, "/v1/stylizations", StoredPictures.SUBMISSION, 202)
                    .path("id")
                    .asText();
            post(gateway, "/v1/stylizations/" + id + "/cancel", "", 200);
            jobs.add(id);
        }
        return jobs;
    }

    private JsonNode create(URI gateway, Receiver receiver) throws Exception {
        return post(gateway, "/v1/webhooks", "{\"url\": \"" + receiver.url() + "\"}", 201);
    }

    /** While a gateway's part of the ledger moves, the answer may be 503; then the request is sent again. */
    private JsonNode post(URI gateway, String path, String body, int expected) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofMinutes(2))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == expected) {
                return json.readTree(answer.body());
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(System.nanoTime()).as("still 503").isLessThan(deadline);
        }
    }

    private static URI url(ServiceProcess gateway) {
        return URI.create(gateway.awaitReady(START).getProperty("http.url"));
    }
}
