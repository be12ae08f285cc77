package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stylize.base.TrustStore;

/**
 * Client of one service.
 *
 * <pre>{@code
 * StylizeClient client = new StylizeClient(URI.create("http://localhost:8080")).withKey(ApiKey.inFile(keyFile));
 * JobView job = client.submit(Submission.ofFiles(content, style).withPreset("d2l"));
 * JobView ended = client.follow(job.id(), event -> {});
 * if (ended.state() == JobState.COMPLETED) {
 *     client.downloadResult(job.id(), Path.of("pastiche.png"));
 * }
 * }</pre>
 *
 * <p>Every method throws {@link ProblemException} if the service refuses the request (with status 401 if it takes no request
 * without a valid key, with 403 if the key does not allow this one), {@link UnreachableException} if it
 * cannot be reached, and {@link UnexpectedAnswerException} if another program answers. A failure that may pass is told only after the
 * {@linkplain Retries#standard() standard} retries, if the request is safe to repeat. For any thread; there is nothing to close.
 */
public final class StylizeClient {
    private static final String JOBS = "/v1/stylizations";
    private static final String DEAD_LETTERS = "/v1/dead-letters";
    private static final String KEYS = "/v1/keys";
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Pattern LETTER_ID = Pattern.compile("[0-9]{1,9}-[0-9]{1,18}");
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    /** Too short for the secret of a key, and without the underscores of a whole one. */
    private static final Pattern KEY_ID = Pattern.compile("[0-9A-Za-z]{1,32}");

    private final Http http;
    private final Timeouts timeouts;

    /**
     * A client with the {@linkplain Timeouts#standard() standard} time limits.
     *
     * @param server address of the service, such as {@code http://localhost:8080}; a path is kept
     * @throws IllegalArgumentException if that is not an http or https address
     */
    public StylizeClient(URI server) {
        this(server, Timeouts.standard());
    }

    /** A client with other time limits. */
    public StylizeClient(URI server, Timeouts timeouts) {
        this.timeouts = requireNonNull(timeouts, "timeouts is null");
        this.http = new Http(requireNonNull(server, "server is null"), timeouts);
    }

    private StylizeClient(Http http, Timeouts timeouts) {
        this.http = http;
        this.timeouts = timeouts;
    }

    /**
     * A client of the same service, over the same connections, that sends this key with every request. If the service
     * redirects to another scheme, host or port, the key is not sent there.
     */
    public StylizeClient withKey(ApiKey key) {
        return new StylizeClient(http.withKey(requireNonNull(key, "key is null")), timeouts);
    }

    /**
     * A client of the same service that trusts the authorities in a PEM file, and not those that Java trusts: for a
     * service with a certificate of your own authority.
     *
     * @throws IllegalArgumentException if the file cannot be read or has no certificates
     */
    public StylizeClient trusting(Path authorities) {
        return new StylizeClient(http.trusting(TrustStore.read(authorities, "PEM", null)), timeouts);
    }

    /** A client of the same service, over the same connections, that tries again as often as that says. */
    public StylizeClient withRetries(Retries retries) {
        return new StylizeClient(http.withRetries(requireNonNull(retries, "retries is null")), timeouts);
    }

    /** The batches of the service, for the same key. */
    public BatchClient batches() {
        return new BatchClient(http, timeouts);
    }

    /** The pictures that the service keeps, for the same key. */
    public ImageClient images() {
        return new ImageClient(http);
    }

    /** The webhooks of the key's tenant. */
    public WebhookClient webhooks() {
        return new WebhookClient(http);
    }

    /** The recipes that have names, the most useful first. */
    public List<Preset> presets() throws InterruptedException {
        List<Preset> presets =
                http.json(http.request("/v1/presets").build(), Presets.class).items();
        return presets == null ? List.of() : List.copyOf(presets);
    }

    private record Presets(@Nullable List<Preset> items) {}

    /** What waits, what runs, and how long a new job would wait. */
    public QueueView queue() throws InterruptedException {
        return http.json(http.request("/v1/queue").build(), QueueView.class);
    }

    /** What jobs would cost, and when they would be done; nothing is submitted. */
    public Estimate estimate(EstimateRequest asked) throws InterruptedException {
        return http.json(http.sending("POST", "/v1/estimates", asked.fields()), Estimate.class);
    }

    /** Whom the service takes the caller for, and what the key allows. */
    public Me me() throws InterruptedException {
        return http.json(http.request("/v1/me").build(), Me.class);
    }

    /**
     * Submits a job; when this returns, the service will not lose it.
     *
     * @return the accepted job
     * @throws UncheckedIOException if a picture's file cannot be read
     */
    public JobView submit(Submission submission) throws InterruptedException {
        return submit(submission, bytes -> {});
    }

    /**
     * Submits a job; when this returns, the service will not lose it.
     *
     * @param sent is told the number of bytes of the request that were sent so far, on a thread of the connection; from 0
     *     again if the request is sent again
     * @return the accepted job
     * @throws UncheckedIOException if a picture's file cannot be read
     */
    public JobView submit(Submission submission, LongConsumer sent) throws InterruptedException {
        return submit(submission, Duration.ZERO, sent);
    }

    /**
     * Submits a job and waits for its end, but not for long: for jobs of seconds, this is one request instead of three. To wait
     * longer, {@link #follow} the job.
     *
     * @param wait how long the answer may wait for the end of the job, in whole seconds, at most a minute; 0 for not at all
     * @return the job, which has ended or not: {@link JobState#isTerminal()} says
     * @throws UncheckedIOException if a picture's file cannot be read
     */
    public JobView submit(Submission submission, Duration wait) throws InterruptedException {
        return submit(submission, wait, bytes -> {});
    }

    /**
     * Submits a job and waits for its end, but not for long.
     *
     * @param wait as for {@link #submit(Submission, Duration)}
     * @param sent as for {@link #submit(Submission, LongConsumer)}
     */
    public JobView submit(Submission submission, Duration wait, LongConsumer sent) throws InterruptedException {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("expected a wait of at least 0 s but found " + wait);
        }
        SubmissionRequest body = SubmissionRequest.of(submission);
        UUID id = submission.id();
        HttpRequest.Builder request =
                http.request(id == null ? JOBS : JOBS + "/" + id).header("Content-Type", body.contentType());
        if (submission.idempotencyKey() != null) {
            request.header(Http.IDEMPOTENCY_KEY, submission.idempotencyKey());
        }
        long seconds = Math.min(wait.toSeconds(), LONGEST_WAIT.toSeconds());
        if (seconds > 0) {
            request.header("Prefer", "wait=" + seconds)
                    .timeout(timeouts.answer().plusSeconds(seconds));
        }
        return http.json(
                request.method(id == null ? "POST" : "PUT", new ProgressBody(body.body(), sent))
                        .build(),
                JobView.class);
    }

    /** The current state of a job. */
    public JobView get(String id) throws InterruptedException {
        return http.json(http.request(path(id)).build(), JobView.class);
    }

    /**
     * Cancels a job, queued or running; one that is cancelled already stays so.
     *
     * @return the cancelled job
     * @throws ProblemException with status 409 if the job has ended in another way
     */
    public JobView cancel(String id) throws InterruptedException {
        return http.json(command(id, "cancel").build(), JobView.class);
    }

    /**
     * Makes the present picture of a running job its result. The job completes soon after this returns.
     *
     * @return the job, which in most cases still runs
     * @throws ProblemException with status 409 if the job has no picture yet, or has ended
     */
    public JobView finish(String id) throws InterruptedException {
        return http.json(command(id, "finish").build(), JobView.class);
    }

    /**
     * Does a job again that failed, was cancelled or expired. Each call makes a new job.
     *
     * @return the new job
     * @throws ProblemException with status 409 if the job has not ended, or is completed
     */
    public JobView retry(String id) throws InterruptedException {
        return retry(id, UUID.randomUUID().toString());
    }

    /**
     * Does a job again that failed, was cancelled or expired.
     *
     * @param idempotencyKey all retries of the job with the same key are one new job, so that this is safe to repeat
     * @return the new job
     * @throws ProblemException with status 409 if the job has not ended, or is completed
     */
    public JobView retry(String id, String idempotencyKey) throws InterruptedException {
        return http.json(
                command(id, "retry")
                        .header(Http.IDEMPOTENCY_KEY, idempotencyKey)
                        .build(),
                JobView.class);
    }

    /**
     * Deletes a job that has ended, with its pictures and its uploads.
     *
     * @throws ProblemException with status 409 if the job has not ended; with status 404 if there is no such job
     */
    public void delete(String id) throws InterruptedException {
        http.done(http.request(path(id)).DELETE().build());
    }

    /**
     * A page of dead letters, newest first; for operators.
     *
     * @param limit largest number of dead letters; the service allows 1 to 200
     * @param cursor {@link DeadLetterPage#next()} of the page before; null for the newest
     */
    public DeadLetterPage deadLetters(int limit, @Nullable String cursor) throws InterruptedException {
        return http.json(http.request(DEAD_LETTERS + Query.page(limit, cursor)).build(), DeadLetterPage.class);
    }

    /** A dead letter with its record. */
    public DeadLetter deadLetter(String id) throws InterruptedException {
        return http.json(http.request(letterPath(id)).build(), DeadLetter.class);
    }

    /**
     * Makes a new job of the dead letter of a job or a submission; each call for the same letter has the same job.
     *
     * @return the new job
     * @throws ProblemException with status 409 if the letter has no job
     */
    public JobView retryDeadLetter(String id) throws InterruptedException {
        return http.json(
                http.request(letterPath(id) + "/retry")
                        .POST(BodyPublishers.noBody())
                        .build(),
                JobView.class);
    }

    /** Takes a dead letter out of the list. */
    public void deleteDeadLetter(String id) throws InterruptedException {
        http.done(http.request(letterPath(id)).DELETE().build());
    }

    /**
     * Deletes all dead letters that were written before that time.
     *
     * @return how many of them were listed
     */
    public int purgeDeadLetters(Instant before) throws InterruptedException {
        Query query = new Query().add("before", before);
        return http.json(http.request(DEAD_LETTERS + query).DELETE().build(), Purged.class)
                .removed();
    }

    private record Purged(int removed) {}

    /**
     * Makes a key.
     *
     * @return the key itself, which the service never shows again
     * @throws ProblemException with status 403 if the caller may not make keys, of that tenant, or with those scopes
     */
    public CreatedKey createKey(NewKey newKey) throws InterruptedException {
        return http.json(http.sending("POST", KEYS, newKey), CreatedKey.class);
    }

    /**
     * All keys of a tenant, newest first, those that have ended too.
     *
     * @param tenant null for the caller's own; for operators, another one, or {@code *} for all
     */
    public List<KeyView> keys(@Nullable String tenant) throws InterruptedException {
        Query query = new Query().add("tenant", tenant);
        List<KeyView> keys =
                http.json(http.request(KEYS + query).build(), Keys.class).items();
        return keys == null ? List.of() : List.copyOf(keys);
    }

    private record Keys(@Nullable List<KeyView> items) {}

    /** A key, without its secret. */
    public KeyView key(String id) throws InterruptedException {
        return http.json(http.request(keyPath(id)).build(), KeyView.class);
    }

    /**
     * Makes a new key with the name, tenant and scopes of an old one. The old one expires after the overlap, or earlier if it
     * does anyway.
     *
     * @param overlap how long both keys are valid, in whole seconds up to 30 days; null for the service's default, a day
     * @return the new key itself, which the service never shows again
     */
    public CreatedKey rotateKey(String id, @Nullable Duration overlap) throws InterruptedException {
        String rotation = keyPath(id) + "/rotate";
        if (overlap == null) {
            return http.json(
                    http.request(rotation).POST(BodyPublishers.noBody()).build(), CreatedKey.class);
        }
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("an overlap lasts 0 to 30 days but is " + overlap);
        }
        return http.json(
                http.sending("POST", rotation, Map.of("overlapSeconds", overlap.toSeconds())), CreatedKey.class);
    }

    /** Ends a key at once; one that is revoked already stays so. */
    public void revokeKey(String id) throws InterruptedException {
        http.done(http.request(keyPath(id)).DELETE().build());
    }

    private HttpRequest.Builder command(String id, String name) {
        return http.request(path(id) + "/" + name).POST(BodyPublishers.noBody());
    }

    /**
     * A page of jobs, newest first.
     *
     * @param limit largest number of jobs; the service allows 1 to 200
     * @param cursor {@link JobPage#next()} of the page before; null for the newest
     * @param filter which jobs
     */
    public JobPage list(int limit, @Nullable String cursor, JobFilter filter) throws InterruptedException {
        Query query = Query.page(limit, cursor);
        filter.addTo(query);
        return http.json(http.request(JOBS + query).build(), JobPage.class);
    }

    /**
     * Follows a job to its end. If the connection breaks, the client connects again.
     *
     * @param listener receives every event, on the calling thread; an exception that it throws ends this call
     * @return the job after its end
     * @throws UnreachableException if the service cannot be reached at first, or does not come back within
     *     {@link Timeouts#reconnect()}
     */
    public JobView follow(String id, Consumer<JobEvent> listener) throws InterruptedException {
        return EventFollower.of(http, path(id), timeouts, JobView.class, new JobFollower(listener))
                .follow();
    }

    /**
     * Follows the durable events of all jobs of the tenant as they happen. If the connection breaks, the client connects again
     * and continues after the last event. This returns only when the listener has said so: to stop while there are no events,
     * interrupt the thread.
     *
     * @param after the {@linkplain TenantEvent.Happened#place() place} after which to begin, from this or from another client;
     *     null for now
     * @param listener receives every event, on the calling thread, and says whether to go on
     * @throws UnreachableException if the service cannot be reached at first, or does not come back within
     *     {@link Timeouts#reconnect()}
     */
    public void followAll(@Nullable String after, Predicate<TenantEvent> listener) throws InterruptedException {
        new EventFollower<>(http, "/v1/events", after, timeouts, plain -> Boolean.TRUE, new TenantFollower(listener))
                .follow();
    }

    /**
     * Fetches the pastiche, in the format of the job's {@link JobView#output()}, and compares it with the SHA-256 that the service says it has, if it says one.
     *
     * @param file written completely or not at all; an existing file is replaced, a symbolic link is followed
     * @throws UnexpectedAnswerException if another picture came; the file is not written then
     * @throws UncheckedIOException if the file cannot be written
     */
    public void downloadResult(String id, Path file) throws InterruptedException {
        download(path(id) + "/result", file);
    }

    /**
     * Fetches what made the pastiche, JSON that {@code stylize --replay} reads; writes it as {@link #downloadResult} does.
     *
     * @throws ProblemException with status 404 if the job's worker wrote none
     */
    public void downloadManifest(String id, Path file) throws InterruptedException {
        download(path(id) + "/manifest", file);
    }

    /**
     * An address of the pastiche that needs no key, for some minutes: the store itself answers there.
     *
     * @throws ProblemException with status 409 if the job has no result, or if callers do not reach the store
     */
    public SignedLink resultLink(String id) throws InterruptedException {
        return http.json(http.request(path(id) + "/result/link").build(), SignedLink.class);
    }

    /**
     * The losses over the steps of a completed job.
     *
     * @throws ProblemException with status 409 if the job has no result
     */
    public LossCurve losses(String id) throws InterruptedException {
        return http.json(http.request(path(id) + "/losses").build(), LossCurve.class);
    }

    /** Fetches the latest preview, a JPEG; writes it as {@link #downloadResult} does. */
    public void downloadPreview(String id, Path file) throws InterruptedException {
        download(path(id) + "/preview", file);
    }

    private void download(String path, Path file) throws InterruptedException {
        new Download(http).to(path, file);
    }

    private static String letterPath(String id) {
        if (!LETTER_ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the id of a dead letter is two numbers such as 0-42 but found '" + id + "'");
        }
        return DEAD_LETTERS + "/" + id;
    }

    private static String keyPath(String id) {
        if (!KEY_ID.matcher(id).matches()) { // it may be a whole key, so it is not shown
            throw new IllegalArgumentException("the id of a key is 12 letters and digits, which follow sty_ in the key,"
                    + " but found " + id.length() + " characters that are none");
        }
        return KEYS + "/" + id;
    }

    private static String path(String id) {
        return JOBS + "/" + requireUuid("job", id);
    }

    /** @throws IllegalArgumentException if it cannot be the id of such a thing */
    static String requireUuid(String kind, String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a " + kind + " id is a UUID but found '" + id + "'");
        }
        return id;
    }
}
