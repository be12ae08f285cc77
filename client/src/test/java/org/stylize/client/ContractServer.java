package org.stylize.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers what a test has laid out, in that order, and keeps the requests. */
public final class ContractServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();

    /** A request as it came. */
    public record Request(String method, String target, Map<String, List<String>> headers, String body) {
        /** The only value of a header, or null. */
        public String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    /** Writes one answer. */
    @FunctionalInterface
    public interface Answer {
        void write(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private ContractServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static ContractServer start() {
        try {
            return new ContractServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Request> requests() {
        return requests;
    }

    /** Lays out answers to requests such as {@code GET /v1/stylizations}; the last one is given again and again. */
    public ContractServer answer(String methodAndPath, Answer... inThisOrder) {
        answers.computeIfAbsent(methodAndPath, key -> new ConcurrentLinkedQueue<>())
                .addAll(List.of(inThisOrder));
        return this;
    }

    public static Answer json(int status, String json) {
        return bytes(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer problem(int status, String json) {
        return bytes(status, "application/problem+json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer bytes(int status, String type, byte[] bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Announces more bytes than it sends, and breaks the connection. */
    public static Answer broken(byte[] bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length + 1000L);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends these events and ends the stream. */
    public static Answer events(String... events) {
        return exchange -> send(exchange, events).close();
    }

    /** Sends these events and breaks the connection. */
    public static Answer brokenEvents(String... events) {
        return exchange -> send(exchange, events).flush();
    }

    /** Sends these events and then nothing, until the server is closed. */
    public static Answer silentEvents(String... events) {
        return exchange -> {
            send(exchange, events).flush();
            new CountDownLatch(1).await();
        };
    }

    private static OutputStream send(HttpExchange exchange, String... events) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        for (String event : events) {
            body.write(event.getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
        return body;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) { // closing it breaks the connection of an answer that is not whole
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
            Queue<Answer> laidOut = answers.get(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            if (laidOut == null) {
                bytes(418, "text/plain", "the test laid out no answer".getBytes(StandardCharsets.UTF_8))
                        .write(exchange);
                return;
            }
            Answer answer = laidOut.size() > 1 ? laidOut.remove() : laidOut.element();
            answer.write(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
