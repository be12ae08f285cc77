package org.stylize.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;

/**
 * The pictures that the service keeps for jobs to come. It fails as {@link StylizeClient} does. For any thread.
 *
 * <pre>{@code
 * ImageView photograph = client.images().upload(file, bytes -> {});
 * client.submit(Submission.ofObjects(photograph.object(), style));
 * }</pre>
 */
public final class ImageClient {
    private static final String IMAGES = "/v1/images";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    /** There is no such picture, or the key does not allow to look. */
    private static final Set<Integer> NOT_SEEN = Set.of(403, 404);

    private final Http http;

    ImageClient(Http http) {
        this.http = http;
    }

    /**
     * Has the service keep a picture. One that it keeps already is not sent.
     *
     * @param sent is told the number of bytes that were sent so far, on a thread of the connection; from 0 again if the
     *     picture is sent again; of a picture that is not sent, nothing
     * @throws UncheckedIOException if the file cannot be read
     */
    public ImageView upload(Path file, LongConsumer sent) throws InterruptedException {
        String id = sha256(file);
        Optional<ImageView> kept = find(id);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(id));
            return http.json(
                    http.request(IMAGES)
                            .header("Content-Type", "application/octet-stream")
                            .header("Repr-Digest", "sha-256=:" + digest + ":")
                            .header(Http.IDEMPOTENCY_KEY, id) // the same bytes are the same resource
                            .POST(new ProgressBody(BodyPublishers.ofFile(file), sent))
                            .build(),
                    ImageView.class);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Optional<ImageView> find(String id) throws InterruptedException {
        try {
            return Optional.of(get(id));
        } catch (ProblemException e) {
            if (NOT_SEEN.contains(e.problem().status())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A picture that is kept. */
    public ImageView get(String id) throws InterruptedException {
        return http.json(http.request(path(id)).build(), ImageView.class);
    }

    /**
     * A page of pictures, in the order of their ids.
     *
     * @param limit largest number of pictures; the service allows 1 to 200
     * @param cursor {@link ImagePage#next()} of the page before; null for the first
     */
    public ImagePage list(int limit, @Nullable String cursor) throws InterruptedException {
        return http.json(http.request(IMAGES + Query.page(limit, cursor)).build(), ImagePage.class);
    }

    /** Fetches a picture; writes it as {@link StylizeClient#downloadResult} does. */
    public void download(String id, Path file) throws InterruptedException {
        new Download(http).to(path(id) + "/content", file);
    }

    /**
     * Deletes a picture. A job that has ended and names it keeps its result, but cannot be done again.
     *
     * @throws ProblemException with status 409 if a job that has not ended needs it
     */
    public void delete(String id) throws InterruptedException {
        http.done(http.request(path(id)).DELETE().build());
    }

    private static String sha256(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Sha256.of(bytes);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        return new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }

    private static String path(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the id of a picture is its SHA-256, 64 hexadecimal digits, but found '" + id + "'");
        }
        return IMAGES + "/" + id;
    }
}
