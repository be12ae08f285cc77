package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The gateway's HTTP API as a caller meets it. */
public final class Api {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    public Api(int port) {
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** An answer; its body as text, as JSON, as bytes. */
    public static final class Answer {
        private final int status;
        private final HttpHeaders headers;
        private final byte[] body;

        private Answer(int status, HttpHeaders headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public byte[] body() {
            return body.clone();
        }

        public String text() {
            return new String(body, UTF_8);
        }

        public JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String problem() {
            return json().path("type").asText();
        }
    }

    public URI uri(String path) {
        return base.resolve(path);
    }

    public HttpClient http() {
        return http;
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Answer post(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    public Answer put(String path, String json, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    /** A POST without a body. */
    public Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer post(String path, Multipart body, String... headers) {
        return send(request(path, headers).header("Content-Type", body.type()).POST(body.publisher()));
    }

    public Answer put(String path, Multipart body, String... headers) {
        return send(request(path, headers).header("Content-Type", body.type()).PUT(body.publisher()));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same, but of a stream of events only the head. */
    public Answer sendWithoutStream(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofInputStream());
            boolean isStream = answer.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("text/event-stream"))
                    .isPresent();
            try (InputStream body = answer.body()) {
                return new Answer(answer.statusCode(), answer.headers(), isStream ? new byte[0] : body.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** A multipart/form-data body. */
    public static final class Multipart {
        private static final String BOUNDARY = "----a-boundary-of-the-tests";

        private final List<byte[]> parts = new ArrayList<>();

        public Multipart file(String name, byte[] bytes) {
            return part("name=\"" + name + "\"; filename=\"" + name + ".bin\"", "application/octet-stream", bytes);
        }

        public Multipart json(String name, String json) {
            return part("name=\"" + name + "\"", "application/json", json.getBytes(UTF_8));
        }

        public Multipart part(String disposition, String type, byte[] bytes) {
            String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\nContent-Type: "
                    + type + "\r\n\r\n";
            parts.add(head.getBytes(UTF_8));
            parts.add(bytes);
            parts.add("\r\n".getBytes(UTF_8));
            return this;
        }

        String type() {
            return "multipart/form-data; boundary=" + BOUNDARY;
        }

        BodyPublisher publisher() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach(all::writeBytes);
            all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
            return BodyPublishers.ofByteArray(all.toByteArray());
        }
    }
}
