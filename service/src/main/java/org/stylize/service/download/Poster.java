package org.stylize.service.download;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.service.download.DownloadException.Reason;

/**
 * Posts JSON to addresses that strangers give. Connects to allowed addresses only; follows no redirect; sends no cookies,
 * credentials or proxy requests; waits no longer than the settings say, and reads little of the answer. For any thread.
 */
public final class Poster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poster.class);
    private static final MediaType JSON = MediaType.get("application/json");
    /** So much of an answer is read, so that its connection can be used again. */
    private static final int MOST_ANSWER_BYTES = 4 << 10;

    private final PostSettings settings;
    private final StrangersServers servers;

    /**
     * What the server answered.
     *
     * @param status of HTTP
     * @param retryAfter the header {@code Retry-After}; null if there is none
     */
    public record Answer(int status, @Nullable String retryAfter) {}

    public Poster(PostSettings settings) {
        this(settings, Dns.SYSTEM);
    }

    Poster(PostSettings settings, Dns names) {
        this.settings = requireNonNull(settings, "settings is null");
        this.servers =
                new StrangersServers(settings.plainHttp(), settings.networks(), settings.timeout(), false, names);
    }

    /**
     * Looks whether an address may be posted to, as far as that can be seen without looking up its name.
     *
     * @throws DownloadException if not; the message says why, to whoever gave the address
     */
    public void check(String address) throws DownloadException {
        HttpUrl url = servers.checked(address);
        if (servers.namesForbiddenNumbers(url)) {
            throw new DownloadException(
                    Reason.ADDRESS_NOT_ALLOWED, url.host() + " is not a host of the public internet", null);
        }
    }

    /**
     * Posts JSON and waits for the answer.
     *
     * @param headers of the request, besides its content type
     * @return the answer, whatever its status is
     * @throws DownloadException if none came, or the address is not allowed; the message may be shown to whoever gave it
     */
    public Answer post(String address, Map<String, String> headers, String json) throws DownloadException {
        HttpUrl url = servers.checked(address);
        Request request = new Request.Builder()
                .url(url)
                .headers(Headers.of(headers))
                .header("User-Agent", "stylize")
                .header("Accept-Encoding", "identity")
                .post(RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON))
                .build();
        try (Response response = servers.client().newCall(request).execute()) {
            int status = response.code();
            String retryAfter = response.header("Retry-After");
            drain(response);
            return new Answer(status, retryAfter);
        } catch (IOException e) {
            if (StrangersServers.isForbidden(e)) {
                throw StrangersServers.notPublic(url.host(), e);
            }
            String tooSlow = "did not answer within " + settings.timeout().toSeconds() + " s";
            throw new DownloadException(Reason.NOT_FETCHED, url.host() + " " + StrangersServers.reason(e, tooSlow), e);
        }
    }

    /** The status says all; a body that does not come, or not in time, changes nothing. */
    private static void drain(Response response) {
        try {
            response.body().byteStream().readNBytes(MOST_ANSWER_BYTES);
        } catch (IOException e) {
            LOG.debug("The body of an answer cannot be read: {}", e.getMessage());
        }
    }

    /** Ends idle connections. */
    @Override
    public void close() {
        servers.close();
    }
}
