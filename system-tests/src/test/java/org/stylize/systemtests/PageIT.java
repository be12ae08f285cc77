package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page is whole: it needs nothing from elsewhere, and a new version of it is seen at once. */
@ExtendWith(SharedFleet.class)
class PageIT {
    /** Files that HTML, CSS and modules load. */
    private static final Pattern LOADED =
            Pattern.compile("(?:<link[^>]* href|<script[^>]* src|<img[^>]* src)=\"([^\"]+)\"|(?:from|import)"
                    + " '([^']+)'|url\\(([^)]+)\\)");

    private static final List<String> FILES = List.of("/", "/index.html", "/js/main.js", "/css/base.css");

    private static final Pattern LINK = Pattern.compile("<a href=\"(/[^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @Test
    void everyFileOfThePageComesFromTheGatewayAndIsCheckedEachTime(SharedFleet.Addresses fleet) throws Exception {
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
    void linksForDevelopersLeadSomewhere(SharedFleet.Addresses fleet) throws Exception {
        URI root = fleet.gateway().resolve("/");
        Matcher links = LINK.matcher(get(root).body());

        Map<String, Integer> answers = new TreeMap<>();
        while (links.find()) {
            answers.put(links.group(1), get(root.resolve(links.group(1))).statusCode());
        }
        assertThat(answers).containsKeys("/api", "/openapi").allSatisfy((link, status) -> assertThat(status)
                .isEqualTo(200));
    }

    @Test
    void filesAreCompressedForWhoAcceptsIt(SharedFleet.Addresses fleet) throws Exception {
        for (String path : FILES) {
            URI file = fleet.gateway().resolve(path);
            HttpResponse<byte[]> plain = send(file, "GET");
            for (String accepted : List.of("gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.5", "*")) {
                HttpResponse<byte[]> compressed = send(file, "GET", "Accept-Encoding", accepted);

                assertThat(compressed.statusCode()).isEqualTo(200);
                assertThat(header(compressed, "Content-Encoding"))
                        .as(path + " " + accepted)
                        .isEqualTo("gzip");
                assertThat(unzipped(compressed.body())).isEqualTo(plain.body());
                assertThat(compressed.body().length).isLessThan(plain.body().length * 3 / 4);
                assertThat(header(compressed, "Vary")).isEqualToIgnoringCase("Accept-Encoding");
                assertThat(header(compressed, "ETag")).isNotEqualTo(header(plain, "ETag"));
                assertThat(header(compressed, "Content-Type")).isEqualTo(header(plain, "Content-Type"));
            }
            for (String accepted : List.of("br", "gzip;q=0", "deflate, gzip;q=0.0", "identity")) {
                HttpResponse<byte[]> answer = send(file, "GET", "Accept-Encoding", accepted);

                assertThat(header(answer, "Content-Encoding")).as(accepted).isEmpty();
                assertThat(answer.body()).isEqualTo(plain.body());
            }
        }
    }

    @Test
    void fileThatTheBrowserHasIsNotSentAgain(SharedFleet.Addresses fleet) throws Exception {
        for (String path : FILES) {
            URI file = fleet.gateway().resolve(path);
            for (String accepted : List.of("gzip", "identity")) {
                String tag = header(send(file, "GET", "Accept-Encoding", accepted), "ETag");
                assertThat(tag).matches("\"\\w+\"");

                for (String method : List.of("GET", "HEAD")) {
                    HttpResponse<byte[]> again = send(file, method, "Accept-Encoding", accepted, "If-None-Match", tag);
                    assertThat(again.statusCode()).as(method + " " + path).isEqualTo(304);
                    assertThat(again.body()).isEmpty();
                    assertThat(header(again, "ETag")).isEqualTo(tag);
                    assertThat(header(again, "Cache-Control")).isEqualTo("no-cache");
                    assertThat(header(again, "Vary")).isEqualToIgnoringCase("Accept-Encoding");
                }
                HttpResponse<byte[]> other =
                        send(file, "GET", "Accept-Encoding", accepted, "If-None-Match", "\"other\"");
                assertThat(other.statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void headTellsWhatGetWouldSend(SharedFleet.Addresses fleet) throws Exception {
        for (String path : FILES) {
            URI file = fleet.gateway().resolve(path);
            for (String accepted : List.of("gzip", "identity")) {
                HttpResponse<byte[]> get = send(file, "GET", "Accept-Encoding", accepted);
                HttpResponse<byte[]> head = send(file, "HEAD", "Accept-Encoding", accepted);

                assertThat(head.statusCode()).isEqualTo(200);
                assertThat(head.headers().map()).isEqualTo(get.headers().map());
                assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(get.body().length));
                assertThat(head.body()).isEmpty();
            }
        }
    }

    @Test
    void whatDevelopersReadIsCompressedToo(SharedFleet.Addresses fleet) throws Exception {
        for (String path : List.of("/v1/presets", "/openapi", "/api/", "/api/swagger-ui-bundle.js")) {
            URI address = fleet.gateway().resolve(path);
            HttpResponse<byte[]> compressed = send(address, "GET", "Accept-Encoding", "gzip");

            assertThat(header(compressed, "Content-Encoding")).as(path).isEqualTo("gzip");
            assertThat(unzipped(compressed.body()))
                    .isEqualTo(send(address, "GET").body());
        }
    }

    private HttpResponse<byte[]> send(URI address, String method, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody());
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static byte[] unzipped(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
