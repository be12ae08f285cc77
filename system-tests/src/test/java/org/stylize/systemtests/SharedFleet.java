package org.stylize.systemtests;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.stylize.stack.fleet.Fleet;
import org.stylize.stack.fleet.FleetSettings;
import org.stylize.stack.fleet.ServiceProcess;

/**
 * Gives tests that only use a fleet, and hurt none of its processes, one with one worker. It is started for the first of
 * them and stopped after the last test of the run. Tests that kill things start a {@link Fleet} of their own.
 */
public final class SharedFleet implements ParameterResolver {
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);

    /**
     * Where a fleet's services are.
     *
     * @param management health and metrics of the gateway
     * @param kafka bootstrap servers
     */
    public record Addresses(URI gateway, URI management, URI worker, String kafka) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Addresses.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedFleet.class))
                .computeIfAbsent(Running.class, type -> Running.start(), Running.class)
                .addresses;
    }

    /** The processes; closed by JUnit with its root store. */
    private static final class Running implements AutoCloseable {
        private final Fleet fleet;
        private final Addresses addresses;

        private Running(Fleet fleet, Addresses addresses) {
            this.fleet = fleet;
            this.addresses = addresses;
        }

        static Running start() {
            Fleet fleet = new Fleet(
                    new FleetSettings(Checkout.root(), freshDirectory(), 0, 0, 0, Map.of("worker.threads", "1")));
            try {
                fleet.startStack();
                ServiceProcess gateway = fleet.startGateway();
                ServiceProcess worker = fleet.startWorker();
                return new Running(
                        fleet,
                        new Addresses(
                                address(gateway),
                                URI.create(gateway.awaitReady(START_DEADLINE).getProperty("management.url")),
                                address(worker),
                                requireNonNull(fleet.addresses().get("kafka.bootstrap-servers"))));
            } catch (RuntimeException e) {
                fleet.close();
                throw e;
            }
        }

        private static URI address(ServiceProcess service) {
            return URI.create(
                    "http://localhost:" + service.awaitReady(START_DEADLINE).getProperty("http.port"));
        }

        /** Under target, so that logs can be read after the run. */
        private static Path freshDirectory() {
            try {
                return Files.createTempDirectory(
                        Files.createDirectories(Checkout.file("system-tests/target")), "fleet-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            fleet.close();
        }
    }
}
