package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page is whole: it needs nothing from elsewhere, and a new version of it is seen at once. */
@ExtendWith(SharedFleet.class)
class PageIT {
    /** Files that HTML, CSS and modules load. */
    private static final Pattern LOADED = Pattern.compile(
            "(?:<link[^>]* href|<script[^>]* src|<img[^>]* src)=\"([^\"]+)\"|(?:from|import) '([^']+)'|url\\(([^)]+)\\)");

    private static final Pattern LINK = Pattern.compile("<a href=\"(/[^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @Test
    void everyFileOfThePageComesFromTheGatewayAndIsAskedForEachTime(SharedFleet.Addresses fleet) throws Exception {
        URI root = fleet.gateway().resolve("/");
        Map<URI, HttpResponse<String>> files = new TreeMap<>();
        Deque<URI> left = new ArrayDeque<>();
        left.add(root);
        while (!left.isEmpty()) {
            URI file = left.remove();
            HttpResponse<String> response = get(file);
            files.put(file, response);
            Matcher loaded = LOADED.matcher(response.body());
            while (loaded.find()) {
                String name = loaded.group(1) != null ? loaded.group(1) : loaded.group(2);
                URI next = file.resolve(name != null ? name : loaded.group(3));
                if (!files.containsKey(next) && !left.contains(next)) {
                    left.add(next);
                }
            }
        }

        assertThat(files).hasSizeGreaterThan(10).allSatisfy((file, response) -> {
            assertThat(file.getAuthority()).isEqualTo(root.getAuthority());
            assertThat(response.statusCode()).as(file.getPath()).isEqualTo(200);
            assertThat(response.headers().firstValue("Cache-Control"))
                    .as(file.getPath())
                    .hasValue("no-cache");
        });
    }

    @Test
    void linksForDevelopersAndOperatorsLeadSomewhere(SharedFleet.Addresses fleet) throws Exception {
        URI root = fleet.gateway().resolve("/");
        Matcher links = LINK.matcher(get(root).body());

        Map<String, Integer> answers = new TreeMap<>();
        while (links.find()) {
            answers.put(links.group(1), get(root.resolve(links.group(1))).statusCode());
        }
        assertThat(answers)
                .containsKeys("/api", "/openapi", "/q/metrics", "/q/health")
                .allSatisfy((link, status) -> assertThat(status).isEqualTo(200));
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
