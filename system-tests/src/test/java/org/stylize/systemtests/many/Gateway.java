package org.stylize.systemtests.many;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stylize.stack.fleet.ServiceProcess;

/**
 * A gateway as its callers and operators see it.
 *
 * @param process of the gateway; a script that becomes the gateway
 * @param management its health and metrics
 */
record Gateway(ServiceProcess process, URI address, URI management) {
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern QUEUED =
            Pattern.compile("^stylize_jobs\\{[^}]*state=\"queued\"[^}]*} ([0-9.E]+)$", Pattern.MULTILINE);
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Waits until the gateway is ready. */
    static Gateway of(ServiceProcess process) {
        Properties ready = process.awaitReady(DEADLINE);
        return new Gateway(
                process, URI.create(ready.getProperty("http.url")), URI.create(ready.getProperty("management.url")));
    }

    /** Waits until the gateway shows so many jobs that wait for a worker. */
    void awaitQueued(long count) {
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(250)).until(() -> queued() == count);
    }

    /** Reads the first page of jobs and one from the middle, and the memory of the process. */
    void look(Stopwatch watch) {
        String list = "/v1/stylizations?limit=100&state=QUEUED";
        watch.restart();
        JsonNode page = page(list);
        watch.say("the first page of 100 jobs");
        for (int i = 0; i < 10; i++) {
            page = page(list + "&cursor=" + page.path("nextCursor").asText());
        }
        watch.say("ten pages more");
        process.pid();
        Matcher resident = RESIDENT.matcher(status());
        if (resident.find()) {
            System.out.println("many: resident memory: " + Long.parseLong(resident.group(1)) / 1024 + " MiB");
        }
    }

    private long queued() {
        Matcher line = QUEUED.matcher(get(management.resolve("/q/metrics")));
        return line.find() ? (long) Double.parseDouble(line.group(1)) : -1;
    }

    private JsonNode page(String path) {
        try {
            return new ObjectMapper().readTree(get(address.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Linux says of the process; empty elsewhere. */
    private String status() {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
        } catch (IOException e) {
            return "";
        }
    }

    private String get(URI place) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(place).timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
