package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.tenantEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stylize.client.ContractServer;

@Timeout(120)
class EventsCommandTest {
    private final ProgramRun program = new ProgramRun();

    @BeforeEach
    void events() {
        program.server.answer(
                "GET /v1/events",
                ContractServer.events("id: 0:7,1:3\nevent: resync\ndata: {}\n\n", tenantEvent("0:8,1:3", "queued")),
                ContractServer.silentEvents(tenantEvent("0:8,1:4", "completed")));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void writesALineForEachEventOfAnyJob() {
        assertThat(program.run("events", "--after", "0:1,1:1", "--limit", "2")).isZero();

        assertThat(program.out())
                .containsExactly(
                        "2026-08-14 09:00:02Z  " + ID + "  queued", "2026-08-14 09:00:02Z  " + ID + "  completed");
        assertThat(program.err())
                .containsExactly(
                        "some events were missed; 'stylize-jobs list' shows the jobs as they are",
                        "connection lost (the service ended the stream early), trying again");
        assertThat(program.server.requests())
                .extracting(request -> request.header("Last-event-id"))
                .containsExactly("0:1,1:1", "0:8,1:3");
    }

    @Test
    void writesJsonWithIdsToGoOnAfter() {
        assertThat(program.run("events", "--json", "--limit", "2")).isZero();

        String event = ",\"at\":\"2026-08-14T09:00:02Z\",\"sequence\":4,\"terminal\":";
        assertThat(program.out())
                .containsExactly(
                        "{\"event\":\"resync\",\"id\":\"0:7,1:3\",\"data\":{}}",
                        "{\"event\":\"queued\",\"id\":\"0:8,1:3\",\"data\":{\"id\":\"" + ID + "\",\"type\":\"queued\""
                                + event + "false}}",
                        "{\"event\":\"disconnected\",\"data\":{\"reason\":\"the service ended the stream early\"}}",
                        "{\"event\":\"completed\",\"id\":\"0:8,1:4\",\"data\":{\"id\":\"" + ID
                                + "\",\"type\":\"completed\"" + event + "true}}");
        assertThat(program.err()).isEmpty();
    }

    @Test
    void limitIsAtLeastOne() {
        assertThat(program.run("events", "--limit", "0")).isEqualTo(2);

        assertThat(program.server.requests()).isEmpty();
    }
}
