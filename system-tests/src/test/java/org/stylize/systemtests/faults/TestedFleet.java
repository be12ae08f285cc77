package org.stylize.systemtests.faults;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.FreePort;

/**
 * A broker, a store, two gateways and two workers as processes. Gateways and workers reach the broker over one proxy,
 * and the store over one proxy of the gateways and one of the workers. For one thread at a time.
 */
final class TestedFleet implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofMinutes(8);
    /** A worker has 10 s; a loaded machine more. */
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(40);

    private final Fleet fleet;
    private final List<URI> urls;
    private final TcpProxy broker;
    private final List<TcpProxy> stores;
    private final List<ServiceProcess> gateways = new ArrayList<>();
    private final List<ServiceProcess> workers = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final Path data;
    private ServiceProcess stack;

    /** Starts everything and waits until it is ready. */
    TestedFleet(Path data, Map<String, String> settings) {
        this.data = data;
        List<Integer> ports = Stream.generate(FreePort::next).limit(4).toList();
        urls = List.of(URI.create("http://localhost:" + ports.get(2)), URI.create("http://localhost:" + ports.get(3)));
        broker = new TcpProxy(ports.get(0));
        stores = List.of(new TcpProxy(ports.get(1)), new TcpProxy(ports.get(1)));
        Map<String, String> all = new HashMap<>(settings);
        all.put("stack.advertised-kafka-port", String.valueOf(broker.port()));
        all.put("gateway.s3.endpoint", "http://localhost:" + stores.get(0).port());
        all.put("worker.s3.endpoint", "http://localhost:" + stores.get(1).port());
        fleet = new Fleet(new FleetSettings(Checkout.root(), data, ports.get(0), ports.get(1), 0, all));
        try {
            stack = fleet.startStack();
            for (int i = 0; i < urls.size(); i++) {
                gateways.add(fleet.startGateway("gateway-" + i, urls.get(i).getPort()));
                workers.add(fleet.startWorker());
            }
            gateways.forEach(gateway -> gateway.awaitReady(START_DEADLINE));
            workers.forEach(worker -> worker.awaitReady(START_DEADLINE));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where the gateways are. */
    List<URI> urls() {
        return urls;
    }

    String bootstrapServers() {
        return "localhost:" + broker.port();
    }

    /** The directory in which the store keeps its buckets. */
    Path buckets() {
        return data.resolve("stack/s3");
    }

    /** The line to the broker. */
    TcpProxy broker() {
        return broker;
    }

    /** The line to the store: 0 for the gateways' and 1 for the workers'. */
    TcpProxy store(int which) {
        return stores.get(which);
    }

    ServiceProcess stack() {
        return stack;
    }

    ServiceProcess gateway(int which) {
        return gateways.get(which);
    }

    ServiceProcess worker(int which) {
        return workers.get(which);
    }

    void killStack() {
        requireAlive(stack);
        stack.kill9();
    }

    void restartStack() {
        stack = fleet.startStack();
    }

    /** Kills one worker and starts another. */
    void replaceKilledWorker(int which) {
        requireAlive(workers.get(which));
        workers.get(which).kill9();
        workers.set(which, fleet.startWorker());
    }

    /** Has one worker stop and starts another. */
    void replaceStoppedWorker(int which) {
        stop(workers.get(which));
        workers.set(which, fleet.startWorker());
    }

    /** Starts both gateways again, now with these settings too, and waits until they are ready. */
    void restartGateways(Map<String, String> settings) {
        gateways.forEach(this::stop);
        for (int which = 0; which < gateways.size(); which++) {
            restartGateway(which, settings);
        }
        gateways.forEach(gateway -> gateway.awaitReady(START_DEADLINE));
    }

    void restartKilledGateway(int which) {
        requireAlive(gateways.get(which));
        gateways.get(which).kill9();
        restartGateway(which, Map.of());
    }

    void restartStoppedGateway(int which) {
        stop(gateways.get(which));
        restartGateway(which, Map.of());
    }

    /** What the processes did that they must not do, so far: end by themselves, or go on after a SIGTERM. */
    List<String> troubles() {
        List<String> all = new ArrayList<>(troubles);
        Stream.of(Stream.of(stack), gateways.stream(), workers.stream())
                .flatMap(each -> each)
                .filter(process -> !process.isAlive())
                .forEach(process -> all.add(process.name() + " ended by itself; " + process.logTail()));
        return all;
    }

    private void restartGateway(int which, Map<String, String> settings) {
        int port = urls.get(which).getPort();
        gateways.set(which, fleet.startGateway("gateway-" + which, port, settings));
    }

    private void stop(ServiceProcess process) {
        requireAlive(process);
        process.requestStop();
        if (!process.awaitExit(STOP_DEADLINE)) {
            troubles.add(
                    process.name() + " did not stop within " + STOP_DEADLINE.toSeconds() + " s; " + process.logTail());
            process.kill9();
        }
    }

    private void requireAlive(ServiceProcess process) {
        if (!process.isAlive()) {
            troubles.add(process.name() + " ended by itself; " + process.logTail());
        }
    }

    @Override
    public void close() {
        fleet.processes().stream().filter(ServiceProcess::isAlive).forEach(ServiceProcess::thaw);
        fleet.close();
        broker.close();
        stores.forEach(TcpProxy::close);
    }
}
