package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Requests that somebody got wrong, from sound ones, by a seed. For one thread. */
final class MalformedRequests {
    private static final String JOBS = "/v1/stylizations";
    private static final String UNKNOWN = JOBS + "/00000000-0000-4000-8000-000000000000";
    private static final String JSON = "{\"content\": {\"object\": \"default/no.jpg\"}, \"styles\": [{\"object\":"
            + " \"default/no.png\"}], \"preset\": \"fast\", \"overrides\": {\"steps\": 10}, \"ttlSeconds\": 60}";
    private static final List<String> PATHS = List.of(
            JOBS,
            UNKNOWN,
            UNKNOWN + "/events",
            UNKNOWN + "/result",
            UNKNOWN + "/thumbnail",
            UNKNOWN + "/preview",
            UNKNOWN + "/manifest",
            UNKNOWN + "/cancel",
            UNKNOWN + "/finish",
            UNKNOWN + "/retry",
            JOBS + "?limit=3&state=RUNNING&cursor=a",
            "/v1/presets",
            "/v1/keys",
            "/v1/keys/abc",
            "/v1/keys/abc/rotate",
            "/v1/me",
            "/v1/session",
            "/v1/dead-letters?limit=2",
            "/v1/dead-letters/0-0/retry",
            "/problems/invalid-job",
            "/openapi",
            "/api",
            "/",
            "/index.html",
            "/login");
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "FOO", "get");
    private static final List<String> HEADERS = List.of(
            "Content-Type: a",
            "Content-Type: application/json; charset=no-such",
            "Content-Type: multipart/form-data",
            "Content-Type: multipart/form-data; boundary=",
            "Content-Type: multipart/form-data; boundary=\"\"",
            "Content-Type: multipart/mixed; boundary=x",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: ;;;",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: abc",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Content-Encoding: gzip",
            "Accept: a/b/c, */*;q=x",
            "Accept: text/html",
            "Accept-Encoding: *;q=0",
            "Accept-Language: \u00ff",
            "Expect: 200-maybe",
            "Expect: 100-continue",
            "Range: bytes=9-1,a-b",
            "If-None-Match: \"",
            "If-Range: x",
            "Last-Event-ID: 99999999999999999999",
            "Idempotency-Key: \u0001",
            "Authorization: Bearer",
            "Authorization: Basic Zm9v",
            "Cookie: stylize-session=\"; a; =; b=",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Host: ",
            "Host: [::1",
            "X-Forwarded-For: x",
            "traceparent: 00-x",
            "Connection: upgrade",
            "Upgrade: websocket",
            "Upgrade: h2c");
    private static final List<String> JSON_PARTS = List.of(
            "null",
            "[]",
            "{}",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "1e999",
            "-0",
            "99999999999999999999",
            "NaN",
            "tru",
            "\"a",
            "[[[[[[[[[[[[[[[[",
            "\"default/../x\"",
            "\"\\\\..\\\\\"",
            "{\"object\": 1}",
            "true",
            "\"\ud83d\ude00\"");
    private static final List<String> DISPOSITIONS = List.of(
            "form-data; name=\"content\"; filename=\"a\"",
            "form-data; name=\"style\"; filename=\"b\"",
            "form-data; name=\"style.sky\"; filename=\"b\"",
            "form-data; name=\"mask.sky\"; filename=\"b\"",
            "form-data; name=\"request\"",
            "form-data; name=\"request\"; filename=\"c\"",
            "form-data; name=",
            "form-data",
            "attachment; filename*=UTF-8''%ff",
            "");

    private final Random random;

    MalformedRequests(long seed) {
        random = new Random(seed);
    }

    byte[] next() {
        String body = random.nextInt(3) == 0 ? multipart() : json();
        String path = random.nextInt(5) == 0 ? mutated(of(PATHS)) : of(PATHS);
        StringBuilder head = new StringBuilder(of(METHODS) + " " + path + " HTTP/1.1\r\n");
        head.append(random.nextInt(20) == 0 ? "" : "Host: localhost\r\n");
        boolean isMultipart = body.startsWith("--");
        head.append(
                isMultipart
                        ? "Content-Type: multipart/form-data; boundary=b\r\n"
                        : "Content-Type: application/json\r\n");
        int length = body.getBytes(UTF_8).length;
        head.append("Content-Length: ")
                .append(random.nextInt(12) == 0 ? random.nextInt(length + 8) : length)
                .append("\r\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            head.append(random.nextInt(4) == 0 ? mutated(of(HEADERS)) : of(HEADERS))
                    .append("\r\n");
        }
        if (random.nextInt(50) == 0) {
            head.append("X-Long: ").append("x".repeat(random.nextInt(20_000))).append("\r\n");
        }
        byte[] request = join((head + "\r\n").getBytes(ISO_8859_1), body.getBytes(UTF_8));
        for (int i = random.nextInt(4) == 0 ? random.nextInt(6) : 0; i > 0; i--) {
            request[random.nextInt(request.length)] = (byte) random.nextInt(256);
        }
        return request;
    }

    private String json() {
        String body = JSON.replace(
                of(List.of("\"fast\"", "{\"object\": \"default/no.jpg\"}", "10", "60", "{\"steps\": 10}", "[{")),
                of(JSON_PARTS));
        return switch (random.nextInt(6)) {
            case 0 -> mutated(body);
            case 1 -> body.substring(0, random.nextInt(body.length()));
            case 2 -> of(JSON_PARTS);
            default -> body;
        };
    }

    private String multipart() {
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(30) == 0 ? 2_000 : 5); i > 0; i--) {
            body.append("--b\r\nContent-Disposition: ").append(of(DISPOSITIONS)).append("\r\n");
            body.append(random.nextInt(5) == 0 ? "\r\n" : "Content-Type: image/png\r\n\r\n");
            body.append(
                    random.nextBoolean()
                            ? json()
                            : UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString());
            body.append(random.nextInt(10) == 0 ? "" : "\r\n");
        }
        body.append(random.nextInt(5) == 0 ? "--b" : "--b--\r\n");
        return random.nextInt(5) == 0 ? "--" + mutated(body.toString()) : body.toString();
    }

    /** Some characters of the text are others, are left out, or stand twice. */
    private String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0 && changed.length() > 1; i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, (char) random.nextInt(256));
                case 1 -> changed.deleteCharAt(at);
                case 2 ->
                    changed.insert(
                            at,
                            of(List.of(
                                    "%", "%00", "%ff", "/", "..", "\\", ";", "?", "#", "[", "{", "%2e%2e%2f", "\t")));
                default -> changed.insert(at, changed.charAt(at));
            }
        }
        return changed.toString();
    }

    private String of(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
