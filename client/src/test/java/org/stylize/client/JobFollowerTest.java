package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.event;
import static org.stylize.client.Samples.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobFollowerTest {
    private static final Timeouts IMPATIENT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(600));

    private final ContractServer server = ContractServer.start();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hearsEverythingToTheEnd() throws Exception {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.events(
                        event("snapshot", Samples.job("QUEUED")),
                        ": heartbeat\n\n",
                        event(3, "started", ",\"worker\":\"w1\",\"device\":\"cpu\",\"steps\":500"),
                        progress(120),
                        event("preview", "{\"url\":\"" + JOB + "/preview?step=120\"}"),
                        event("invented-later", "[1, 2]"),
                        event(4, "completed", "")));

        JobView job = follow(Timeouts.standard());

        assertThat(heard)
                .containsExactly(
                        "snapshot QUEUED",
                        "started 3",
                        "progress 120 of 500 loss 125.0",
                        "preview " + JOB + "/preview?step=120",
                        "completed 4");
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(server.requests().get(0).header("Accept")).isEqualTo("text/event-stream");
        assertThat(server.requests().get(0).header("Last-event-id")).isNull();
    }

    @Test
    void endsAtOnceForAJobThatHasEnded() throws Exception {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("FAILED", ",\"problem\":" + Samples.PROBLEM)));
        server.answer("GET " + JOB + "/events", ContractServer.silentEvents(event("snapshot", Samples.job("FAILED"))));

        JobView job = follow(Timeouts.standard());

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.problem().detail()).isEqualTo("bucket stylize has no object missing.jpg");
    }

    @Test
    void goesOnAfterTheLastDurableEventWhenTheConnectionBreaks() throws Exception {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.brokenEvents(
                        event("snapshot", Samples.job("QUEUED")), event(3, "started", ""), progress(10)),
                ContractServer.problem(503, "{\"title\":\"Starting\"}"),
                ContractServer.events(event(4, "retried", ""), event(5, "started", "")), // ends early
                ContractServer.events(event(6, "completed", "")));

        follow(Timeouts.standard());

        assertThat(heard)
                .containsExactly(
                        "snapshot QUEUED",
                        "started 3",
                        "progress 10 of 500 loss 125.0",
                        "disconnected",
                        "disconnected",
                        "retried 4",
                        "started 5",
                        "disconnected",
                        "completed 6");
        assertThat(server.requests())
                .extracting(request -> request.header("Last-event-id"))
                .containsExactly(null, "3", "3", "5", null); // the last one asks for the job
    }

    @Test
    void remembersItsPlaceWhenANewConnectionBeginsWithEventsThatHaveNone() throws Exception {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.brokenEvents(event(3, "started", "")),
                ContractServer.brokenEvents(progress(10)),
                ContractServer.events(event(4, "completed", "")));

        follow(Timeouts.standard());

        assertThat(server.requests())
                .extracting(request -> request.header("Last-event-id"))
                .containsExactly(null, "3", "3", null); // the last one asks for the job
    }

    @Test
    void tellsWhenEventsWereMissed() throws Exception {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("CANCELLED")));
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.brokenEvents(event(3, "started", "")),
                ContractServer.events(event("resync", Samples.job("CANCELLED"))));

        assertThat(follow(Timeouts.standard()).state()).isEqualTo(JobState.CANCELLED);

        assertThat(heard).containsExactly("started 3", "disconnected", "resync CANCELLED");
    }

    @Test
    void takesSilenceForABrokenConnection() throws Exception {
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.silentEvents(event(3, "started", "")),
                ContractServer.events(event(4, "completed", "")));

        follow(IMPATIENT);

        assertThat(heard).containsExactly("started 3", "disconnected", "completed 4");
    }

    @Test
    void asksAgainForTheJobWhenItsEndIsKnownButTheConnectionBroke() throws Exception {
        server.answer(
                "GET " + JOB,
                ContractServer.broken(new byte[0]),
                ContractServer.problem(404, "{\"title\":\"Not known yet\"}"),
                ContractServer.json(200, Samples.job("COMPLETED")));
        server.answer("GET " + JOB + "/events", ContractServer.events(event(4, "completed", "")));

        assertThat(follow(Timeouts.standard()).state()).isEqualTo(JobState.COMPLETED);

        assertThat(heard).containsExactly("completed 4", "disconnected", "disconnected");
    }

    @Test
    void givesUpWhenTheServiceStaysAway() {
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.brokenEvents(event(3, "started", "")),
                ContractServer.problem(503, "{\"title\":\"Down for long\"}"));

        assertThatThrownBy(() -> follow(IMPATIENT))
                .isInstanceOf(ProblemException.class)
                .hasMessage("Down for long");
        assertThat(heard).startsWith("started 3", "disconnected");
    }

    @Test
    void passesOverEventsOfANewerService() throws Exception {
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.events(
                        event(1, "admired", ",\"by\":{\"all\":true}"),
                        event(2, "checkpointed", ",\"step\":30,\"news\":[1]"),
                        event(3, "completed", "")));
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED", ",\"news\":{}")));

        assertThat(follow(Timeouts.standard()).state()).isEqualTo(JobState.COMPLETED);

        assertThat(heard).containsExactly("checkpointed 2", "completed 3");
    }

    @Test
    void givesUpAtOnceWhereTheJobIsUnknown() {
        server.answer("GET " + JOB + "/events", ContractServer.problem(404, "{\"title\":\"No such job\"}"));

        assertThatThrownBy(() -> follow(Timeouts.standard()))
                .isInstanceOf(ProblemException.class)
                .hasMessage("No such job");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void saysThatAPageIsNoStream() {
        server.answer("GET " + JOB + "/events", ContractServer.json(200, "{}"));

        assertThatThrownBy(() -> follow(Timeouts.standard()))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("expected events (text/event-stream)")
                .hasMessageContaining("found application/json");
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws Exception {
        server.answer("GET " + JOB + "/events", ContractServer.silentEvents(event(3, "started", "")));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread follower = new Thread(() -> {
            try {
                new StylizeClient(server.uri())
                        .follow(ID, event -> Thread.currentThread().interrupt());
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });

        follower.start();
        follower.join(Duration.ofSeconds(20).toMillis());

        assertThat(follower.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    private JobView follow(Timeouts timeouts) throws InterruptedException {
        return new StylizeClient(server.uri(), timeouts).follow(ID, event -> heard.add(event.match(new Words())));
    }

    private static final class Words implements JobEvent.Cases<String> {
        @Override
        public String snapshot(JobEvent.Snapshot snapshot) {
            return (snapshot.missedEvents() ? "resync " : "snapshot ")
                    + snapshot.job().state();
        }

        @Override
        public String happened(JobEvent.Happened happened) {
            return happened.type() + " " + happened.sequence();
        }

        @Override
        public String progressed(JobEvent.Progressed progressed) {
            return "progress " + progressed.step() + " of " + progressed.steps() + " loss "
                    + progressed.losses().total();
        }

        @Override
        public String previewed(JobEvent.Previewed previewed) {
            return "preview " + previewed.url();
        }

        @Override
        public String disconnected(JobEvent.Disconnected disconnected) {
            return "disconnected";
        }
    }
}
