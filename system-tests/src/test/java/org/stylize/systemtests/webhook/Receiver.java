package org.stylize.systemtests.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A tenant's server: it refuses some messages, and keeps the others. */
final class Receiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final int refuseEach;
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<Message> taken = new ConcurrentLinkedQueue<>();
    private final Map<String, Set<String>> idsByJob = new ConcurrentHashMap<>();

    /** A message that was taken, as a verifier needs it. */
    record Message(String id, String timestamp, String signature, String body) {}

    /** @param refuseEach the first of so many requests, and so on, gets status 500; 0: none does */
    Receiver(int refuseEach) throws IOException {
        this.refuseEach = refuseEach;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getAllByName("127.0.0.1")[0], 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    int requests() {
        return requests.get();
    }

    List<Message> taken() {
        return List.copyOf(taken);
    }

    /** The ids of the messages about each job, refused ones among them. */
    Map<String, Set<String>> idsByJob() {
        return Map.copyOf(idsByJob);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        String job = JSON.readTree(body).path("data").path("id").asText();
        idsByJob.computeIfAbsent(job, key -> ConcurrentHashMap.newKeySet()).add(id);
        int before = requests.getAndIncrement();
        boolean isRefused = refuseEach > 0 && before % refuseEach == 0;
        if (!isRefused) {
            taken.add(new Message(
                    id,
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    body));
        }
        exchange.sendResponseHeaders(isRefused ? 500 : 204, -1);
        exchange.close();
    }
}
