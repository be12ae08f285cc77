package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.tenantEvent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TenantFollowerTest {
    private static final String EVENTS = "GET /v1/events";

    private final ContractServer server = ContractServer.start();
    private final StylizeClient client = new StylizeClient(
            server.uri(),
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goesOnAfterTheLastEventUntilTheListenerHasEnough() throws Exception {
        server.answer(
                EVENTS,
                ContractServer.brokenEvents(
                        ": heartbeat\n\n", tenantEvent("0:8", "queued"), tenantEvent("0:9", "invented-later")),
                ContractServer.events("id: 0:20\nevent: resync\ndata: {}\n\n", tenantEvent("0:21", "started")), // ends
                ContractServer.silentEvents(tenantEvent("0:22", "completed")));

        client.followAll("0:7", event -> hear(event) && !heard.contains("0:22 completed"));

        assertThat(heard)
                .containsExactly("0:8 queued", "lost", "missed 0:20", "0:21 started", "lost", "0:22 completed");
        assertThat(server.requests())
                .extracting(request -> request.header("Last-event-id"))
                .containsExactly("0:7", "0:9", "0:21");
    }

    @Test
    void listenerCanEndItWhenTheConnectionIsLost() throws Exception {
        server.answer(EVENTS, ContractServer.events(tenantEvent("0:8", "queued")));

        client.followAll(null, event -> hear(event) && !heard.contains("lost"));

        assertThat(heard).containsExactly("0:8 queued", "lost");
        assertThat(server.requests().get(0).header("Last-event-id")).isNull();
    }

    @Test
    void refusalEndsIt() {
        server.answer(EVENTS, ContractServer.problem(403, "{\"title\":\"No\",\"status\":403}"));

        assertThatThrownBy(() -> client.followAll(null, this::hear)).isInstanceOf(ProblemException.class);
    }

    private boolean hear(TenantEvent event) {
        heard.add(event.match(new Words()));
        return true;
    }

    private static final class Words implements TenantEvent.Cases<String> {
        @Override
        public String happened(TenantEvent.Happened happened) {
            return happened.place() + " " + happened.event().type();
        }

        @Override
        public String missed(TenantEvent.Missed missed) {
            return "missed " + missed.place();
        }

        @Override
        public String disconnected(TenantEvent.Disconnected disconnected) {
            return "lost";
        }
    }
}
