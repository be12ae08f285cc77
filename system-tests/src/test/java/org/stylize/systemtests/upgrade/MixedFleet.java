package org.stylize.systemtests.upgrade;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.FreePort;

/**
 * Broker and store of the old release, two gateways and two workers, each of either release. A gateway that is replaced
 * keeps its port and its directory. For one thread at a time.
 */
final class MixedFleet implements AutoCloseable {
    /** Gateways, and workers. */
    static final int EACH = 2;

    private static final Duration START_DEADLINE = Duration.ofMinutes(8);
    private static final Duration STOP_DEADLINE = Duration.ofMinutes(1);
    private static final Map<String, String> SETTINGS = Map.of(
            "stack.lock-duration", "6s",
            "worker.threads", "1",
            "worker.slice", "3s",
            "worker.checkpoint-interval", "1s",
            "gateway.ledger.attempts", "1000",
            "gateway.ledger.first-pause", "1s",
            "gateway.ledger.longest-pause", "5s",
            "gateway.sweeper.ended-grace", "7d"); // the checker looks at the results of lost attempts too

    private final Map<Release, Fleet> fleets = new EnumMap<>(Release.class);
    private final List<URI> urls;
    private final Path data;
    private final ServiceProcess stack;
    private final List<ServiceProcess> gateways = new ArrayList<>();
    private final List<ServiceProcess> workers = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private int workersStarted;

    /**
     * Starts everything of the old release and waits until it is ready.
     *
     * @param old the old release's checkout, built
     * @param data directory for everything that the processes write
     */
    MixedFleet(Path old, Path data) {
        this.data = data;
        urls = Stream.generate(FreePort::next)
                .limit(EACH)
                .map(port -> URI.create("http://localhost:" + port))
                .toList();
        fleets.put(Release.OLD, fleet(old));
        fleets.put(Release.NEW, fleet(Checkout.root()));
        try {
            stack = fleets.get(Release.OLD).startStack();
            fleets.get(Release.NEW).connectTo(fleets.get(Release.OLD).addresses());
            for (int which = 0; which < EACH; which++) {
                gateways.add(startGateway(which, Release.OLD));
                workers.add(startWorker(Release.OLD));
            }
            gateways.forEach(gateway -> gateway.awaitReady(START_DEADLINE));
            workers.forEach(worker -> worker.awaitReady(START_DEADLINE));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Fleet fleet(Path home) {
        return new Fleet(new FleetSettings(home, data, 0, 0, 0, SETTINGS));
    }

    /** Where the gateways are. */
    List<URI> urls() {
        return urls;
    }

    String bootstrapServers() {
        return fleets.get(Release.OLD).addresses().get("kafka.bootstrap-servers");
    }

    /** The directory in which the store keeps its buckets. */
    Path buckets() {
        return data.resolve("stack/s3");
    }

    /** Makes the topics of this release, as the guide says, and answers what was printed. */
    String provision() {
        Map<String, String> addresses = fleets.get(Release.OLD).addresses();
        return Command.in(
                        data,
                        Checkout.file("scripts/stack").toString(),
                        "provision",
                        "--bootstrap",
                        bootstrapServers(),
                        "--s3-endpoint",
                        addresses.get("s3.endpoint"),
                        "--lock-duration",
                        SETTINGS.get("stack.lock-duration"))
                .with("STYLIZE_NO_BUILD", "1")
                .run(START_DEADLINE);
    }

    /** Stops a gateway, starts one of that release in its place, and waits until it is ready. */
    void replaceGateway(int which, Release release) {
        stop(gateways.get(which));
        gateways.set(which, startGateway(which, release));
        gateways.get(which).awaitReady(START_DEADLINE);
    }

    /** Stops a worker, starts one of that release in its place, and waits until it is ready. */
    void replaceWorker(int which, Release release) {
        stop(workers.get(which));
        workers.set(which, startWorker(release));
        workers.get(which).awaitReady(START_DEADLINE);
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

    private ServiceProcess startGateway(int which, Release release) {
        return fleets.get(release)
                .startGateway("gateway-" + which, urls.get(which).getPort());
    }

    private ServiceProcess startWorker(Release release) {
        workersStarted++;
        return fleets.get(release).startWorker("worker-" + workersStarted, 0);
    }

    private void stop(ServiceProcess process) {
        if (!process.isAlive()) {
            troubles.add(process.name() + " ended by itself; " + process.logTail());
        }
        process.requestStop();
        if (!process.awaitExit(STOP_DEADLINE)) {
            troubles.add(process.name() + " did not stop within " + STOP_DEADLINE + "; " + process.logTail());
            process.kill9();
        }
    }

    @Override
    public void close() {
        fleets.get(Release.NEW).close();
        fleets.get(Release.OLD).close(); // with broker and store
    }
}
