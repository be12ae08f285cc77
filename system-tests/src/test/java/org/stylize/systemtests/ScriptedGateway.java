package org.stylize.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server between the browser and a gateway. It answers some addresses by script, and so brings the page into states that
 * a healthy gateway leaves at once; everything else comes from the gateway. Scripts may be exchanged at any time.
 */
final class ScriptedGateway implements AutoCloseable {
    private final URI gateway;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> questions = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scripted-gateway");
        thread.setDaemon(true);
        return thread;
    });

    private ScriptedGateway(URI gateway, HttpServer server) {
        this.gateway = gateway;
        this.server = server;
    }

    static ScriptedGateway before(URI gateway) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedGateway scripted = new ScriptedGateway(gateway, server);
            server.createContext("/", scripted::handle);
            server.setExecutor(scripted.executor);
            server.start();
            return scripted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How an address is answered. */
    interface Script {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** Answers that wait until they are released. */
    final class Held implements Script {
        private final CountDownLatch released = new CountDownLatch(1);
        private final Script answer;

        private Held(Script answer) {
            this.answer = answer;
        }

        void release() {
            released.countDown();
        }

        @Override
        public void answer(HttpExchange exchange) throws IOException, InterruptedException {
            while (released.getCount() > 0 && closing.getCount() > 0) {
                released.await(50, TimeUnit.MILLISECONDS);
            }
            answer.answer(exchange);
        }
    }

    /** A stream of events that the test sends one by one. */
    final class Events implements Script {
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private final CountDownLatch ended = new CountDownLatch(1);

        Events send(String name, String data) {
            queue.add("event: " + name + "\ndata: " + data.replace("\n", "") + "\n\n");
            return this;
        }

        /** Ends the connections that are open. */
        void end() {
            ended.countDown();
        }

        @Override
        public void answer(HttpExchange exchange) throws IOException, InterruptedException {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (closing.getCount() > 0 && ended.getCount() > 0) {
                String event = queue.poll(50, TimeUnit.MILLISECONDS);
                if (event != null) {
                    body.write(event.getBytes(UTF_8));
                    body.flush();
                }
            }
        }
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on the address, a path with its query, is answered like that. */
    void on(String address, Script script) {
        scripts.put(address, script);
    }

    /** From now on the gateway answers the address. */
    void forget(String address) {
        scripts.remove(address);
    }

    Held hold(String address, Script answer) {
        Held held = new Held(answer);
        on(address, held);
        return held;
    }

    Events stream(String address) {
        Events events = new Events();
        on(address, events);
        return events;
    }

    static Script json(String json) {
        return answer(200, "application/json", json.getBytes(UTF_8));
    }

    static Script problem(int status, String title) {
        String problem = "{\"type\": \"about:blank\", \"status\": " + status + ", \"title\": \"" + title + "\"}";
        return answer(status, "application/problem+json", problem.getBytes(UTF_8));
    }

    static Script answer(int status, String mediaType, byte[] content) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", mediaType);
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    /** Ends the connection without an answer. */
    static Script cut() {
        return exchange -> {};
    }

    /** How often the address was asked for so far. */
    int questions(String address) {
        return counted(questions, address);
    }

    /** How often the address was answered so far. */
    int answers(String address) {
        return counted(answers, address);
    }

    private static void count(Map<String, AtomicInteger> counts, String address) {
        counts.computeIfAbsent(address, first -> new AtomicInteger()).incrementAndGet();
    }

    private static int counted(Map<String, AtomicInteger> counts, String address) {
        AtomicInteger count = counts.get(address);
        return count == null ? 0 : count.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String address = exchange.getRequestURI().toString();
            count(questions, address);
            Script script = scripts.get(address);
            (script == null ? (Script) this::forward : script).answer(exchange);
            count(answers, address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(gateway.resolve(exchange.getRequestURI().toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        String mediaType = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
        answer(response.statusCode(), mediaType, response.body()).answer(exchange);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
