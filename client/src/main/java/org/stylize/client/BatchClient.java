package org.stylize.client;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a service. It fails as {@link StylizeClient} does. For any thread.
 *
 * <pre>{@code
 * BatchView batch = client.batches().submit(BatchSubmission.of(contents, styles));
 * client.batches().follow(batch.id(), event -> {});
 * client.batches().downloadResults(batch.id(), Path.of("pictures.zip"));
 * }</pre>
 */
public final class BatchClient {
    private static final String BATCHES = "/v1/batches";

    private final Http http;
    private final Timeouts timeouts;

    BatchClient(Http http, Timeouts timeouts) {
        this.http = http;
        this.timeouts = timeouts;
    }

    /** Submits a batch; when this returns, the service will not lose any of its jobs. */
    public BatchView submit(BatchSubmission batch) throws InterruptedException {
        String key = batch.idempotencyKey() == null ? UUID.randomUUID().toString() : batch.idempotencyKey();
        return http.json(
                http.request(BATCHES)
                        .header("Content-Type", "application/json")
                        .header(Http.IDEMPOTENCY_KEY, key)
                        .POST(BodyPublishers.ofString(Json.write(batch.fields())))
                        .build(),
                BatchView.class);
    }

    /** A batch as it is now. */
    public BatchView get(String id) throws InterruptedException {
        return http.json(http.request(path(id)).build(), BatchView.class);
    }

    /**
     * A page of batches, newest first.
     *
     * @param limit largest number of batches; the service allows 1 to 200
     * @param cursor {@link BatchPage#next()} of the page before; null for the newest
     */
    public BatchPage list(int limit, @Nullable String cursor) throws InterruptedException {
        return http.json(http.request(BATCHES + Query.page(limit, cursor)).build(), BatchPage.class);
    }

    /** Cancels all jobs of a batch that have not ended; they end soon after this returns. */
    public BatchView cancel(String id) throws InterruptedException {
        return command(id, "cancel", BatchView.class);
    }

    /** Does all jobs again that failed or expired, each once, as new jobs of the same batch. Safe to repeat. */
    public BatchRetry retry(String id) throws InterruptedException {
        return command(id, "retry", BatchRetry.class);
    }

    /**
     * Follows a batch until all its jobs have ended. If the connection breaks, the client connects again.
     *
     * @param listener receives every event, on the calling thread; an exception that it throws ends this call
     * @return the batch after its end
     * @throws UnreachableException if the service cannot be reached at first, or does not come back within
     *     {@link Timeouts#reconnect()}
     */
    public BatchView follow(String id, Consumer<BatchEvent> listener) throws InterruptedException {
        return EventFollower.of(http, path(id), timeouts, BatchView.class, new BatchFollower(listener))
                .follow();
    }

    /**
     * Fetches the pictures of all jobs that are completed now, as a ZIP; writes it as {@link StylizeClient#downloadResult}
     * does. Each is named after its content image, its first style and its job.
     */
    public void downloadResults(String id, Path file) throws InterruptedException {
        new Download(http).to(path(id) + "/results.zip", file);
    }

    /**
     * Fetches one JPEG with the completed pictures, small; writes it as {@link StylizeClient#downloadResult} does.
     *
     * @throws ProblemException with status 409 if no job is completed yet
     */
    public void downloadContactSheet(String id, Path file) throws InterruptedException {
        new Download(http).to(path(id) + "/contact-sheet", file);
    }

    private <T> T command(String id, String name, Class<T> answer) throws InterruptedException {
        return http.json(
                http.request(path(id) + "/" + name)
                        .POST(BodyPublishers.noBody())
                        .build(),
                answer);
    }

    private static String path(String id) {
        return BATCHES + "/" + StylizeClient.requireUuid("batch", id);
    }
}
