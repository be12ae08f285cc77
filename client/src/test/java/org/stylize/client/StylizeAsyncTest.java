package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.event;
import static org.stylize.client.Samples.progress;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StylizeAsyncTest {
    private final ContractServer server = ContractServer.start();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final StylizeAsync async = new StylizeAsync(new StylizeClient(server.uri()), threads);

    @BeforeEach
    void job() {
        server.answer("POST /v1/stylizations", ContractServer.json(202, Samples.job("SUBMITTED")));
        server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void submitsAndFollows() throws Exception {
        server.answer("GET " + JOB + "/events", ContractServer.events(event("snapshot", Samples.job("COMPLETED"))));

        JobView ended = async.submit(Submission.ofObjects("a", "b"))
                .thenCompose(job -> async.follow(job.id(), event -> {}))
                .get(30, TimeUnit.SECONDS);

        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(async.get(ID).get(30, TimeUnit.SECONDS).id()).isEqualTo(ID);
    }

    @Test
    void submitsAndHasTheServiceWait() throws Exception {
        JobView job = async.submit(Submission.ofObjects("a", "b"), Duration.ofSeconds(5))
                .get(30, TimeUnit.SECONDS);

        assertThat(job.id()).isEqualTo(ID);
        assertThat(server.requests().get(0).header("Prefer")).isEqualTo("wait=5");
    }

    @Test
    void failsWithTheProblemOfTheService() {
        server.answer("GET /v1/stylizations/x", ContractServer.problem(404, "{\"title\":\"Unknown job\"}"));

        assertThatThrownBy(() -> async.get("x").get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ProblemException.class);
    }

    @Test
    void cancellingAFutureFreesItsThread() throws Exception {
        server.answer("GET " + JOB + "/events", ContractServer.silentEvents(event("snapshot", Samples.job("RUNNING"))));
        CountDownLatch heard = new CountDownLatch(2);

        List<CompletableFuture<JobView>> both =
                List.of(async.follow(ID, event -> heard.countDown()), async.follow(ID, event -> heard.countDown()));
        assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
        both.forEach(future -> future.cancel(true));

        assertThat(async.get(ID).get(30, TimeUnit.SECONDS).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void publishesNoMoreEventsThanAreAskedFor() {
        server.answer(
                "GET " + JOB + "/events",
                ContractServer.events(
                        event("snapshot", Samples.job("RUNNING")),
                        progress(1),
                        progress(2),
                        event(4, "completed", "")));
        Events events = new Events();

        async.events(ID).subscribe(events);
        events.subscription.request(2);
        events.await(2);
        Awaitility.await()
                .during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(60))
                .until(() -> events.heard.size() == 2);
        events.subscription.request(Long.MAX_VALUE);
        events.subscription.request(1);
        events.await(5);

        assertThat(events.heard).containsExactly("Snapshot", "Progressed", "Progressed", "Happened", "complete");
    }

    @Test
    void cancellingASubscriptionFreesItsThread() throws Exception {
        server.answer("GET " + JOB + "/events", ContractServer.silentEvents(event("snapshot", Samples.job("RUNNING"))));
        Events first = new Events();
        Events second = new Events();

        async.events(ID).subscribe(first);
        async.events(ID).subscribe(second);
        first.subscription.request(1);
        second.subscription.request(5);
        first.await(1);
        second.await(1);
        first.subscription.cancel();
        second.subscription.cancel();

        assertThat(async.get(ID).get(30, TimeUnit.SECONDS).state()).isEqualTo(JobState.COMPLETED);
        assertThat(first.heard).containsExactly("Snapshot");
    }

    @Test
    void tellsTheSubscriberOfAFailureAndOfAWrongRequest() {
        server.answer("GET " + JOB + "/events", ContractServer.problem(404, "{\"title\":\"Unknown job\"}"));
        Events refused = new Events();
        Events wrong = new Events();

        async.events(ID).subscribe(refused);
        refused.subscription.request(1);
        refused.await(1);
        server.answer(
                "GET /v1/stylizations/other/events", ContractServer.events(event("snapshot", Samples.job("RUNNING"))));
        async.events("other").subscribe(wrong);
        wrong.subscription.request(0);

        assertThat(refused.heard).containsExactly("ProblemException");
        wrong.await(1);
        assertThat(wrong.heard).containsExactly("IllegalArgumentException");
    }

    /** Keeps what it is told; asks for nothing by itself. */
    private static final class Events implements Flow.Subscriber<JobEvent> {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private Flow.Subscription subscription;

        void await(int count) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.size() >= count);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(JobEvent event) {
            heard.add(event.getClass().getSimpleName());
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            heard.add("complete");
        }
    }
}
