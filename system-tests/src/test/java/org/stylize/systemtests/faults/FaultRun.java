package org.stylize.systemtests.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.stylize.proto.JobEvent;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;

/**
 * A broker, a store, two gateways and two workers as processes, with jobs going through them while one fault follows the
 * other. What the faults are and when they come is decided by the seed; what they meet is not.
 */
final class FaultRun implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofMinutes(4);
    private static final Duration END_DEADLINE = Duration.ofMinutes(12);
    private static final Duration BEYOND_THE_LOCK = Duration.ofSeconds(9);
    private static final Map<String, String> SETTINGS = Map.of(
            "stack.lock-duration", "6s",
            "worker.threads", "1",
            "worker.slice", "3s",
            "worker.checkpoint-interval", "1s",
            "gateway.ledger.attempts", "1000",
            "gateway.ledger.first-pause", "1s",
            "gateway.ledger.longest-pause", "5s",
            "gateway.ledger.surroundings-pause", "2s");

    private final Random random;
    private final Fleet fleet;
    private final List<URI> urls;
    private final Map<Fault, Integer> faults = new TreeMap<>();
    private final List<ServiceProcess> gateways = new ArrayList<>();
    private final List<ServiceProcess> workers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private ServiceProcess stack;
    private final Broker broker;

    /** The kinds of faults. */
    enum Fault {
        WORKER_KILLED,
        WORKER_STOPPED,
        WORKER_FROZEN,
        GATEWAY_KILLED,
        GATEWAY_STOPPED,
        BROKER_AND_STORE_KILLED,
        ODD_RECORDS,
        REPORTS_REPEATED
    }

    /** What a run counted. */
    record Summary(
            long seed,
            Map<Fault, Integer> faults,
            long jobs,
            long completed,
            long retried,
            long checkpoints,
            List<String> violations) {
        Summary {
            faults = Map.copyOf(faults);
            violations = List.copyOf(violations);
        }

        @Override
        public String toString() {
            int all = faults.values().stream().mapToInt(Integer::intValue).sum();
            return "faults: seed " + seed + ", " + jobs + " jobs accepted, " + completed + " completed, " + all
                    + " faults " + new TreeMap<>(faults) + ", " + retried + " attempts retried, " + checkpoints
                    + " checkpoints, " + violations.size() + " violations";
        }
    }

    private final long seed;

    private FaultRun(Fleet fleet, List<URI> urls, long seed, String bootstrapServers) {
        this.fleet = fleet;
        this.urls = urls;
        this.seed = seed;
        this.random = new Random(seed);
        this.broker = new Broker(bootstrapServers);
    }

    /** Starts everything and waits until it is ready. */
    static FaultRun start(Path data, long seed) {
        List<Integer> ports = freePorts(4);
        Fleet fleet = new Fleet(new FleetSettings(Checkout.root(), data, ports.get(0), ports.get(1), 0, SETTINGS));
        List<URI> urls =
                List.of(URI.create("http://localhost:" + ports.get(2)), URI.create("http://localhost:" + ports.get(3)));
        FaultRun run = new FaultRun(fleet, urls, seed, "localhost:" + ports.get(0));
        try {
            run.stack = fleet.startStack();
            for (int i = 0; i < urls.size(); i++) {
                run.gateways.add(fleet.startGateway("gateway-" + i, urls.get(i).getPort()));
                run.workers.add(fleet.startWorker());
            }
            run.gateways.forEach(gateway -> gateway.awaitReady(START_DEADLINE));
            run.workers.forEach(worker -> worker.awaitReady(START_DEADLINE));
            return run;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /** Lets faults happen for that long, waits until all is quiet, and reads what happened. */
    Summary run(Duration length) {
        Submitter submitter = new Submitter(urls, random.nextLong());
        try (submitter) {
            submitter.start();
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end) {
                pause(Duration.ofMillis(2_000 + random.nextInt(5_000)));
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                faults.merge(fault, 1, Integer::sum);
                happen(fault);
            }
        }
        List<Submitter.Accepted> accepted = submitter.accepted();
        List<String> violations = new ArrayList<>();
        awaitQuiet(violations);
        History history = new History(accepted, broker.events(), this::sha256OfResult);
        violations.addAll(history.violations());
        long jobs = accepted.stream().map(Submitter.Accepted::id).distinct().count();
        return new Summary(
                seed,
                faults,
                jobs,
                history.count(JobEvent.Kind.COMPLETED),
                history.count(JobEvent.Kind.RETRIED),
                history.count(JobEvent.Kind.CHECKPOINTED),
                violations);
    }

    private void happen(Fault fault) {
        int which = random.nextInt(urls.size());
        switch (fault) {
            case WORKER_KILLED -> {
                workers.get(which).kill9();
                workers.set(which, fleet.startWorker());
            }
            case WORKER_STOPPED -> {
                workers.get(which).close();
                workers.set(which, fleet.startWorker());
            }
            case WORKER_FROZEN -> {
                workers.get(which).freeze();
                pause(BEYOND_THE_LOCK);
                workers.get(which).thaw();
            }
            case GATEWAY_KILLED -> {
                gateways.get(which).kill9();
                restartGateway(which);
            }
            case GATEWAY_STOPPED -> {
                gateways.get(which).close();
                restartGateway(which);
            }
            case BROKER_AND_STORE_KILLED -> {
                stack.kill9();
                pause(Duration.ofMillis(random.nextInt(3_000)));
                stack = fleet.startStack();
            }
            case ODD_RECORDS -> {
                for (int i = 0; i < 5; i++) {
                    broker.writeOddity(random);
                }
            }
            case REPORTS_REPEATED -> broker.repeatReports(random);
        }
    }

    private void restartGateway(int which) {
        gateways.set(
                which, fleet.startGateway("gateway-" + which, urls.get(which).getPort()));
    }

    /** Until no job is open at either gateway. */
    private void awaitQuiet(List<String> violations) {
        try {
            await().atMost(END_DEADLINE).pollInterval(Duration.ofSeconds(1)).until(() -> urls.stream()
                    .allMatch(url -> open(url, "SUBMITTED") + open(url, "QUEUED") + open(url, "RUNNING") == 0));
        } catch (ConditionTimeoutException e) {
            violations.add("jobs were still open " + END_DEADLINE + " after the last fault");
        }
    }

    /** Jobs in that state; 1 if the gateway cannot say. */
    private int open(URI gateway, String state) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(gateway.resolve("/v1/stylizations?limit=1&state=" + state))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode page = json.readTree(answer.body());
            return answer.statusCode() == 200 ? page.path("items").size() : 1;
        } catch (IOException e) {
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String sha256OfResult(String id) {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(urls.get(0).resolve("/v1/stylizations/" + id + "/result"))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(answer.body()))
                    : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The time between two faults is part of the run, not a wait for something. */
    private static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static List<Integer> freePorts(int count) {
        return IntStream.range(0, count).mapToObj(i -> freePort()).toList();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        workers.forEach(ServiceProcess::thaw);
        fleet.close();
    }
}
