package org.stylize.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.stylize.client.ApiKey;
import org.stylize.client.ImageView;
import org.stylize.client.JobState;
import org.stylize.client.JobView;
import org.stylize.client.LimitedException;
import org.stylize.client.StylizeClient;
import org.stylize.client.StylizeException;
import org.stylize.client.Submission;

/** Paints what is sent to it. Usage: PaintingService PORT SERVER KEY_FILE STYLE_OBJECT. */
public final class PaintingService {
    private static final int LARGEST_PHOTOGRAPH = 32 << 20;

    private final StylizeClient client;
    private final String style;

    private PaintingService(StylizeClient client, String style) {
        this.client = client;
        this.style = style;
    }

    public static void main(String[] args) throws IOException {
        start(args);
    }

    /** Serves until the process ends, or whoever has the server stops it. */
    public static HttpServer start(String[] args) throws IOException {
        StylizeClient client = new StylizeClient(URI.create(args[1])).withKey(ApiKey.inFile(Path.of(args[2])));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
        server.setExecutor(Executors.newFixedThreadPool(16)); // so many photographs at a time
        server.createContext("/", new PaintingService(client, args[3])::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Path file = Files.createTempFile("painting", ".png");
        try (exchange) {
            Files.write(file, exchange.getRequestBody().readNBytes(LARGEST_PHOTOGRAPH));
            JobView job = paint(file);
            boolean painted = job.state() == JobState.COMPLETED;
            if (!painted) {
                Files.writeString(file, job.state() + ": " + job.problem());
            }
            exchange.sendResponseHeaders(painted ? 200 : 422, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        } catch (LimitedException e) { // after the client has tried again by itself
            exchange.sendResponseHeaders(429, -1);
        } catch (StylizeException | InterruptedException e) {
            exchange.sendResponseHeaders(503, -1);
        } finally {
            Files.delete(file);
        }
    }

    /** The same photograph is uploaded and painted once, however often it is sent. */
    private JobView paint(Path file) throws InterruptedException {
        ImageView photograph = client.images().upload(file, sent -> {});
        JobView accepted = client.submit(Submission.ofObjects(photograph.object(), style)
                .withPreset("fast")
                .withLabel("for", "painting-service")
                .withIdempotencyKey(photograph.id()));
        JobView ended = client.follow(accepted.id(), event -> {});
        if (ended.state() == JobState.COMPLETED) {
            client.downloadResult(ended.id(), file);
        }
        return ended;
    }
}
