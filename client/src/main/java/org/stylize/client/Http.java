package org.stylize.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.stylize.base.BackOff;
import org.stylize.base.TrustStore;

/** Sends requests to one service and turns every failure into a {@link StylizeException}. For any thread. */
final class Http {
    static final String AUTHORIZATION = "Authorization";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Largest JSON answer that is read; the service sends less. */
    private static final int LARGEST_JSON = 16 << 20;

    private static final int UNAUTHENTICATED = 401;
    /** A key, or the secret of a webhook. */
    private static final Pattern SECRET = Pattern.compile("(sty_|whsec_)[0-9A-Za-z_+/=]{20,}");

    private final HttpClient client;
    private final String base;
    private final Timeouts timeouts;
    private final @Nullable ApiKey key;
    private final Retries retries;

    /** @throws IllegalArgumentException if the address is not an http or https address with a host */
    Http(URI server, Timeouts timeouts) {
        String scheme = String.valueOf(server.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https")) || server.getHost() == null) {
            throw new IllegalArgumentException(
                    "the server must be an address such as http://localhost:8080 but is '" + server + "'");
        }
        this.base = server.toString().replaceFirst("/+$", "");
        this.timeouts = timeouts;
        this.key = null;
        this.retries = Retries.standard();
        this.client = client(timeouts, new TlsWhenNeeded());
    }

    private Http(Http other, HttpClient client, @Nullable ApiKey key, Retries retries) {
        this.base = other.base;
        this.timeouts = other.timeouts;
        this.client = client;
        this.key = key;
        this.retries = retries;
    }

    private static HttpClient client(Timeouts timeouts, TlsWhenNeeded tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER) // Redirects does, and keeps the key from other hosts
                .connectTimeout(timeouts.connect())
                .sslContext(tls)
                .sslParameters(new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"})) // as the client's default
                .build();
    }

    /** The same service over connections of its own, which trust those authorities. */
    Http trusting(TrustStore authorities) {
        return new Http(this, client(timeouts, new TlsWhenNeeded(authorities)), key, retries);
    }

    /** The same service over the same connections, with a key in every request. */
    Http withKey(ApiKey newKey) {
        return new Http(this, client, newKey, retries);
    }

    /** The same service over the same connections, which tries again as often as that says. */
    Http withRetries(Retries newRetries) {
        return new Http(this, client, key, newRetries);
    }

    /** A request with the key, if there is one, and with the time limit for its answer. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(timeouts.answer());
        return key == null ? request : request.header(AUTHORIZATION, "Bearer " + key.text());
    }

    /** A request with a value of this package as its JSON. */
    HttpRequest sending(String method, String path, Object value) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.write(value)))
                .build();
    }

    /** Sends a request and reads the JSON of the answer. */
    <T> T json(HttpRequest request, Class<T> type) throws InterruptedException {
        HttpResponse<InputStream> response = answer(request);
        String body = text(request, response.body());
        if (!isSuccess(response.statusCode())) {
            throw refused(response, body);
        }
        try {
            return Json.read(body, type);
        } catch (JsonProcessingException e) {
            throw new UnexpectedAnswerException(
                    "the answer of " + request.uri() + " is not JSON of this service: "
                            + withoutSecrets(e.getOriginalMessage()),
                    withoutSecrets(body).equals(body) ? e : null); // it quotes what it could not read
        }
    }

    /** Sends a request whose answer has no content. */
    void done(HttpRequest request) throws InterruptedException {
        HttpResponse<InputStream> response = answer(request);
        String body = text(request, response.body());
        if (!isSuccess(response.statusCode())) {
            throw refused(response, body);
        }
    }

    /** Sends a request and returns the answer with its body as a stream, which the caller closes. */
    HttpResponse<InputStream> bytes(HttpRequest request) throws InterruptedException {
        HttpResponse<InputStream> response = answer(request);
        if (!isSuccess(response.statusCode())) {
            throw refused(response, text(request, response.body()));
        }
        return response;
    }

    /** Sends a request and returns the stream of events, which the caller closes. */
    EventStream events(HttpRequest request) throws InterruptedException {
        HttpResponse<EventsAnswer> response = send(request, Http::eventsOrRefusal);
        EventStream stream = response.body().stream();
        if (stream == null) {
            throw refused(response, text(request, response.body().refusal()));
        }
        Optional<String> type = response.headers().firstValue("Content-Type");
        if (type.filter(value -> value.startsWith("text/event-stream")).isEmpty()) {
            stream.close();
            throw new UnexpectedAnswerException(
                    "expected events (text/event-stream) from " + request.uri() + " but found "
                            + type.orElse("nothing"),
                    null);
        }
        return stream;
    }

    /** Either the stream, or the body that says why there is none. */
    private record EventsAnswer(@Nullable EventStream stream, InputStream refusal) implements Closeable {
        @Override
        public void close() throws IOException {
            refusal.close();
        }
    }

    private static BodySubscriber<EventsAnswer> eventsOrRefusal(ResponseInfo info) {
        return isSuccess(info.statusCode())
                ? BodySubscribers.mapping(
                        BodySubscribers.ofPublisher(),
                        body -> new EventsAnswer(new EventStream(body), InputStream.nullInputStream()))
                : BodySubscribers.mapping(BodySubscribers.ofInputStream(), body -> new EventsAnswer(null, body));
    }

    /** The exception for a connection that breaks while an answer is read. */
    UnreachableException broken(IOException e) {
        return new UnreachableException("cannot reach " + base + ": " + reason(e), e);
    }

    /** Sends a request, again and again if that may help and is safe, and returns the last answer. */
    private HttpResponse<InputStream> answer(HttpRequest request) throws InterruptedException {
        BackOff.Waits waits = retries.waits();
        for (int left = isRepeatable(request) ? retries.most() : 0; ; left--) {
            Duration wait = waits.next();
            try {
                HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
                Duration asked = retryAfter(answer).orElse(wait);
                if (left == 0
                        || !Retries.isPassing(answer.statusCode())
                        || asked.compareTo(retries.longestWait()) > 0) {
                    return answer;
                }
                close(answer.body());
                wait = asked.compareTo(wait) > 0 ? asked : wait;
            } catch (UnreachableException e) {
                if (left == 0 || e.getCause() instanceof HttpTimeoutException) { // it has waited long enough
                    throw e;
                }
            }
            Pause.of(wait);
        }
    }

    private static boolean isRepeatable(HttpRequest request) {
        return request.method().equals("GET")
                || request.method().equals("PUT")
                || request.headers().firstValue(IDEMPOTENCY_KEY).isPresent();
    }

    private void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private <T extends Closeable> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws InterruptedException {
        try {
            HttpResponse<T> answer = client.send(request, handler);
            Optional<HttpRequest> next = Redirects.next(request, answer);
            for (int redirects = 0; next.isPresent() && redirects < Redirects.MOST; redirects++) {
                answer.body().close();
                answer = client.send(next.get(), handler);
                next = Redirects.next(next.get(), answer);
            }
            return answer;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static boolean isSuccess(int status) {
        return status / 100 == 2;
    }

    private String text(HttpRequest request, InputStream body) {
        try (body) {
            byte[] bytes = body.readNBytes(LARGEST_JSON + 1);
            if (bytes.length > LARGEST_JSON) {
                throw new UnexpectedAnswerException(
                        "the answer of " + request.uri() + " is larger than " + LARGEST_JSON + " bytes", null);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private StylizeException refused(HttpResponse<?> response, String body) {
        URI from = response.uri();
        if (key != null && response.statusCode() == UNAUTHENTICATED && !Redirects.sameOrigin(URI.create(base), from)) {
            return new UnexpectedAnswerException(
                    base + " redirects to " + from
                            + ", where the key is not sent: the address must be the service's own",
                    null);
        }
        Optional<Duration> retryAfter = retryAfter(response);
        Problem problem = problem(response, withoutSecrets(body));
        return response.statusCode() == LimitedException.STATUS
                ? new LimitedException(problem, retryAfter.orElse(null))
                : new ProblemException(problem, retryAfter.orElse(null));
    }

    /** Hides secrets: an answer may repeat the request, or have a new key in it. */
    private String withoutSecrets(String text) {
        String withoutOwn = key == null ? text : text.replace(key.text(), key.toString());
        return SECRET.matcher(withoutOwn).replaceAll("$1…");
    }

    private static Problem problem(HttpResponse<?> response, String body) {
        boolean isProblem = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
        if (isProblem) {
            try {
                Problem problem = Json.read(body, Problem.class);
                return problem.status() != 0
                        ? problem
                        : new Problem(
                                problem.type(),
                                problem.title(),
                                response.statusCode(),
                                problem.detail(),
                                problem.field());
            } catch (JsonProcessingException e) {
                // handled below, as any other answer that is not a problem
            }
        }
        String start = body.strip();
        return new Problem(
                null,
                "HTTP status " + response.statusCode() + " from " + response.uri(),
                response.statusCode(),
                start.isEmpty() ? null : start.substring(0, Math.min(200, start.length())),
                null);
    }

    /** The message of the innermost cause that has one: it is the most precise. */
    private static String reason(IOException e) {
        String reason = e instanceof ConnectException
                ? "nothing listens there"
                : e.getClass().getSimpleName();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                reason = cause.getMessage();
            } else if (cause instanceof UnresolvedAddressException) {
                reason = "the host is not known";
            }
        }
        return reason;
    }
}
