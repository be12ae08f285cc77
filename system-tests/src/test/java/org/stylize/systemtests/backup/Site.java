package org.stylize.systemtests.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.faults.Broker;
import org.stylize.systemtests.faults.Gateways;
import org.stylize.systemtests.faults.Store;

/** A broker and a store, later with a gateway and a worker. For one thread at a time. */
final class Site implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Path data;
    private final Fleet fleet;

    /** Starts broker and store, provisioned. */
    Site(Path data, Map<String, String> settings, Map<String, String> more) {
        this.data = data;
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        this.fleet = new Fleet(new FleetSettings(Checkout.root(), data, 0, 0, 0, all));
        try {
            fleet.startStack();
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /** Starts a gateway and a worker, and answers where the gateway is. */
    URI startServices() {
        ServiceProcess gateway = fleet.startGateway();
        ServiceProcess worker = fleet.startWorker();
        URI url = URI.create(gateway.awaitReady(PATIENCE).getProperty("http.url"));
        worker.awaitReady(PATIENCE);
        return url;
    }

    /** Runs {@code stack backup} or {@code stack restore}. */
    Command.Ended stack(String... words) {
        List<String> all = Stream.concat(
                        Stream.of(Checkout.file("scripts/stack").toString()), Stream.of(words))
                .toList();
        return Command.in(data, all.toArray(String[]::new))
                .with("STYLIZE_NO_BUILD", "1")
                .end(PATIENCE);
    }

    String bootstrapServers() {
        return fleet.addresses().get("kafka.bootstrap-servers");
    }

    Broker broker() {
        return new Broker(bootstrapServers());
    }

    Gateways gateways(URI url) {
        return new Gateways(List.of(url));
    }

    Store store() {
        return new Store(data.resolve("stack/s3"));
    }

    /** What the gateway has logged. */
    String gatewayLog() {
        return fleet.processes().stream()
                .filter(process -> process.name().equals("gateway"))
                .map(ServiceProcess::log)
                .findFirst()
                .orElse("");
    }

    /** Kills everything at once. */
    void kill() {
        fleet.processes().forEach(ServiceProcess::kill9);
    }

    /** Copies all objects of a store to a directory, or the other way round, as a tool for S3 would. */
    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES); // the checker looks at times
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        fleet.close();
    }
}
