package org.stylize.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * Submits jobs over REST, one after the other, to either gateway. A request that is not answered is sent again under the
 * same idempotency key, perhaps to the other gateway, as a careful client does. Has the thread {@code submitter}.
 */
public final class Submitter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ACCEPTED = 202;
    private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);
    private static final byte[] CONTENT = picture(48, 32, Color.ORANGE, Color.BLUE);
    private static final byte[] STYLE = picture(40, 40, Color.GREEN, Color.MAGENTA);

    private final List<URI> gateways;
    private final Gateways view;
    private final Random random;
    private final String keys;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final ConcurrentLinkedQueue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::work, "submitter");

    /** @param keys what its idempotency keys begin with */
    public Submitter(List<URI> gateways, long seed, String keys) {
        this.gateways = List.copyOf(gateways);
        this.view = new Gateways(gateways);
        this.random = new Random(seed);
        this.keys = keys;
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** What was accepted so far. */
    public List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    /** Answers that no careful client should get. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** Ends after the request that is under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE.multipliedBy(6).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            for (int number = 0; isOpen(); number++) {
                String key = keys + number;
                int steps = JobMix.steps(random);
                boolean isAccepted = false;
                while (!isAccepted && isOpen()) {
                    isAccepted = submit(key, steps);
                }
                if (random.nextInt(4) == 0 && isAccepted) { // the same again, as after a lost answer
                    submit(key, steps);
                }
                do {
                    closed.await(50 + random.nextInt(400), TimeUnit.MILLISECONDS);
                } while (isOpen() && view.isCrowded());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    /** Asks once for a job; false if that was not answered, or only that it may be asked again. */
    public boolean submit(String key, int steps) throws InterruptedException {
        try {
            if (answer(key, steps).statusCode() == ACCEPTED) {
                return true;
            }
        } catch (IOException e) {
            // The gateway is away or was killed in mid-request: nobody knows whether it has the job.
        }
        closed.await(300, TimeUnit.MILLISECONDS);
        return false;
    }

    /** What it is answered if it asks once for a job. */
    public HttpResponse<String> answer(String key, int steps) throws IOException, InterruptedException {
        URI gateway = gateways.get(random.nextInt(gateways.size()));
        String request = "{\"preset\":\"" + JobMix.PRESET + "\",\"overrides\":" + JobMix.overrides(steps) + "}";
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(gateway.resolve("/v1/stylizations"))
                        .timeout(PATIENCE)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "multipart/form-data; boundary=cut")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body(request)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == ACCEPTED) {
            JsonNode job = json.readTree(answer.body());
            accepted.add(new Accepted(job.path("id").asText(), key, steps));
        } else if (!AGAIN.contains(answer.statusCode())) {
            troubles.add("a submission was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }

    private static byte[] body(String request) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "name=\"content\"; filename=\"c.png\"\r\nContent-Type: image/png", CONTENT);
        part(body, "name=\"style\"; filename=\"s.png\"\r\nContent-Type: image/png", STYLE);
        part(body, "name=\"request\"\r\nContent-Type: application/json", request.getBytes(StandardCharsets.UTF_8));
        body.writeBytes("--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static void part(ByteArrayOutputStream body, String head, byte[] content) {
        body.writeBytes(
                ("--cut\r\nContent-Disposition: form-data; " + head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] picture(int width, int height, Color from, Color to) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, from, width, height, to));
        graphics.fillRect(0, 0, width, height);
        graphics.setPaint(to);
        graphics.fillOval(width / 4, height / 4, width / 3, height / 3);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
