package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A tenant's server, which keeps all messages and answers as it is told. */
final class WebhookReceiver implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Queue<Message>> messages = new ConcurrentHashMap<>();
    private final Map<String, Answering> answers = new ConcurrentHashMap<>();

    /** Says how a message is answered. */
    interface Answering {
        /**
         * The status.
         *
         * @param number of the message on its path, 1, 2, 3, …
         */
        int to(int number, Headers headers) throws InterruptedException;
    }

    /** A message as it came. */
    record Message(String id, String timestamp, List<String> signatures, String body) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        String type() {
            return json().path("type").asText();
        }

        String job() {
            return json().path("data").path("id").asText();
        }

        /** Whether one of its signatures was made with that secret. */
        boolean isSignedWith(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(
                        new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("whsec_", "")), "HmacSHA256"));
                byte[] signature = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
                return signatures.contains("v1," + Base64.getEncoder().encodeToString(signature));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getAllByName("127.0.0.1")[0], 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void answer(String path, Answering answering) {
        answers.put(path, answering);
    }

    /** The messages that came to that path, the oldest first. */
    List<Message> at(String path) {
        return List.copyOf(messages.getOrDefault(path, new ConcurrentLinkedQueue<>()));
    }

    /** Those about a job. */
    List<Message> at(String path, Object job) {
        return at(path).stream()
                .filter(message -> message.job().equals(job.toString()))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Headers headers = exchange.getRequestHeaders();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Queue<Message> queue = messages.computeIfAbsent(path, key -> new ConcurrentLinkedQueue<>());
        queue.add(new Message(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                List.of(headers.getFirst("webhook-signature").split(" ")),
                body));
        int number = queue.size();
        try {
            int status = answers.getOrDefault(path, (count, theirs) -> 204).to(number, exchange.getResponseHeaders());
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }
}
