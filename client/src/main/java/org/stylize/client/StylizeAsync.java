package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * A client whose calls return at once. Each call that is under way needs a thread of the executor, also one that follows a
 * job. To cancel a future, or a subscription, interrupts its thread: the request ends, the job goes on.
 *
 * <p>A future that fails has the exception of {@link StylizeClient}. For any thread; whoever made the executor closes it.
 */
public final class StylizeAsync {
    private final StylizeClient client;
    private final Executor executor;

    /** @param executor with as many threads as calls are to be under way at a time */
    public StylizeAsync(StylizeClient client, Executor executor) {
        this.client = requireNonNull(client, "client is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /** As {@link StylizeClient#submit(Submission)}. */
    public CompletableFuture<JobView> submit(Submission submission) {
        return start(() -> client.submit(submission));
    }

    /** As {@link StylizeClient#submit(Submission, Duration)}. */
    public CompletableFuture<JobView> submit(Submission submission, Duration wait) {
        return start(() -> client.submit(submission, wait));
    }

    /** As {@link StylizeClient#get}. */
    public CompletableFuture<JobView> get(String id) {
        return start(() -> client.get(id));
    }

    /**
     * As {@link StylizeClient#follow}.
     *
     * @param listener is called on a thread of the executor, one event at a time
     */
    public CompletableFuture<JobView> follow(String id, Consumer<JobEvent> listener) {
        return start(() -> client.follow(id, listener));
    }

    /** As {@link BatchClient#submit}. */
    public CompletableFuture<BatchView> submit(BatchSubmission batch) {
        return start(() -> client.batches().submit(batch));
    }

    /** As {@link BatchClient#follow}, with the listener on a thread of the executor. */
    public CompletableFuture<BatchView> followBatch(String id, Consumer<BatchEvent> listener) {
        return start(() -> client.batches().follow(id, listener));
    }

    /**
     * The events of a job, to its end. Each subscriber follows the job on its own, from its first request on, and is told no
     * more events than it asked for: what it does not ask for waits at the service.
     */
    public Flow.Publisher<JobEvent> events(String id) {
        return new EventPublisher<>(this, listener -> client.follow(id, listener));
    }

    /** The events of a batch, to its end; as {@link #events}. */
    public Flow.Publisher<BatchEvent> batchEvents(String id) {
        return new EventPublisher<>(this, listener -> client.batches().follow(id, listener));
    }

    /** Starts a call; to cancel the future interrupts it. */
    <T> CompletableFuture<T> start(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        FutureTask<T> task = new FutureTask<>(call) {
            @Override
            protected void set(T value) {
                result.complete(value);
                super.set(value);
            }

            @Override
            protected void setException(Throwable failure) {
                result.completeExceptionally(failure);
                super.setException(failure);
            }
        };
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                task.cancel(true);
            }
        });
        executor.execute(task);
        return result;
    }
}
