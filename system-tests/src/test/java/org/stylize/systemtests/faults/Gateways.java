package org.stylize.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stylize.base.Sha256;

/** What the gateways say. */
public final class Gateways {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CROWD = 10;

    private final List<URI> urls;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    public Gateways(List<URI> urls) {
        this.urls = List.copyOf(urls);
    }

    /** Whether no job is open, as all gateways see it. */
    public boolean isQuiet() throws IOException {
        for (URI url : urls) {
            for (String state : List.of("SUBMITTED", "QUEUED", "RUNNING")) {
                if (!json(url, "/v1/stylizations?limit=1&state=" + state)
                        .path("items")
                        .isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether many jobs wait, as far as a gateway says: then those who submit should pause. */
    boolean isCrowded() {
        for (URI url : urls) {
            try {
                return json(url, "/v1/stylizations?state=QUEUED&limit=" + CROWD)
                                .path("items")
                                .size()
                        == CROWD;
            } catch (IOException e) {
                // the next one may know
            }
        }
        return false;
    }

    /** The states of the job, as all gateways see it; one, if they agree. */
    public Set<String> states(String id) {
        return urls.stream().map(url -> state(url, id)).collect(Collectors.toSet());
    }

    /** SHA-256 of the result of the job, as all gateways serve it; empty for a gateway that serves none. */
    Set<String> results(String id) {
        return urls.stream().map(url -> result(url, id)).collect(Collectors.toSet());
    }

    private String state(URI url, String id) {
        try {
            return json(url, "/v1/stylizations/" + id).path("state").asText();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String result(URI url, String id) {
        try {
            HttpResponse<byte[]> answer =
                    get(url, "/v1/stylizations/" + id + "/result", HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? Sha256.of(answer.body()) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private JsonNode json(URI url, String path) throws IOException {
        HttpResponse<String> answer = get(url, path, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(url + path + " was answered with " + answer.statusCode());
        }
        return json.readTree(answer.body());
    }

    private <T> HttpResponse<T> get(URI url, String path, HttpResponse.BodyHandler<T> as) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).build(), as);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
