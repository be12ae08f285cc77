package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final String SUBMIT = "POST /v1/stylizations";

    private final ContractServer server = ContractServer.start();
    private final StylizeClient client = new StylizeClient(server.uri());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsAgainWhatMayPass() throws Exception {
        server.answer(
                "GET " + JOB,
                unavailable("1"),
                exchange -> {}, // breaks the connection
                ContractServer.json(200, Samples.job("QUEUED")));
        long before = System.nanoTime();

        assertThat(client.get(ID).state()).isEqualTo(JobState.QUEUED);

        assertThat(server.requests()).hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void submitsAgainOnlyWithAKeyOrAnId() throws Exception {
        server.answer(SUBMIT, unavailable("0"), unavailable("0"), ContractServer.json(202, Samples.job("SUBMITTED")));
        Submission submission = Submission.ofObjects("a", "b");

        assertThatThrownBy(() -> client.submit(submission)).isInstanceOf(ProblemException.class);
        assertThat(server.requests()).hasSize(1);

        assertThat(client.submit(submission.withIdempotencyKey("k")).id()).isEqualTo(ID);
        assertThat(server.requests())
                .extracting(request -> request.header("Idempotency-key"))
                .containsExactly(null, "k", "k");
        assertThat(server.requests().get(2).body())
                .isEqualTo(server.requests().get(1).body());
    }

    @Test
    void givesUpWhenItShallWaitTooLong() {
        server.answer("GET " + JOB, unavailable("31"));

        assertThatThrownBy(() -> client.get(ID))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(31)));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void givesUpAfterTheLastRetry() {
        server.answer("GET " + JOB, unavailable("0"));

        assertThatThrownBy(() -> client.withRetries(new Retries(2, Duration.ofSeconds(1)))
                        .get(ID))
                .isInstanceOf(ProblemException.class);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void asksOnceWhereThatIsSet() {
        server.answer("GET " + JOB, unavailable("0"));

        assertThatThrownBy(() -> client.withRetries(Retries.none()).get(ID)).isInstanceOf(ProblemException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> new Retries(21, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 0 to 20 retries but found 21");
    }

    private static ContractServer.Answer unavailable(String retryAfter) {
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            ContractServer.problem(503, "{\"title\":\"Unavailable\"}").write(exchange);
        };
    }
}
