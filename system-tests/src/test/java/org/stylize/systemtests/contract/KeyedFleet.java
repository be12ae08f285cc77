package org.stylize.systemtests.contract;

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
import org.stylize.systemtests.Checkout;

/**
 * Gives the tests of this package a broker, a store with the pictures that the examples of the contract name, and a gateway
 * that asks for a key. No worker: a job waits until it is cancelled. Started for the first of the tests, stopped after the
 * last of the run.
 */
final class KeyedFleet implements ParameterResolver {
    private static final Duration START_DEADLINE = Duration.ofMinutes(5);

    /**
     * Where it is.
     *
     * @param key with all scopes
     * @param bucket of the pictures
     */
    record Place(URI gateway, String kafka, String bucket, String key) {
        static final String CONTENT = "default/photos/harbour.jpg";
        static final String STYLE = "default/paintings/wave.jpg";

        /** The object as messages name it. */
        String uri(String object) {
            return "s3://" + bucket + "/" + object;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Place.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(KeyedFleet.class))
                .computeIfAbsent(Running.class, type -> new Running(), Running.class)
                .place;
    }

    /** The processes; closed by JUnit with its root store. */
    private static final class Running implements AutoCloseable {
        private static final String KEY = "sty_keyoftests00_01234567890123456789012345678901234567893LKwIk";

        private final Fleet fleet;
        private final Place place;

        Running() {
            Path data = Tools.target("fleet-" + System.nanoTime());
            fleet = new Fleet(new FleetSettings(
                    Checkout.root(),
                    data,
                    0,
                    0,
                    0,
                    Map.of(
                            "gateway.access.anonymous",
                            "false",
                            "gateway.access.first-key",
                            KEY,
                            // A busy machine is no fault of the gateway; schemathesis waits for 30 s.
                            "gateway.ledger.ruling-timeout",
                            "25s")));
            try {
                fleet.startStack();
                String bucket = String.valueOf(fleet.addresses().get("s3.bucket"));
                Path objects = data.resolve("stack/s3").resolve(bucket);
                copy("samples/photographs/chelsea.jpg", objects.resolve(Place.CONTENT));
                copy("samples/paintings/night-over-the-bay.jpg", objects.resolve(Place.STYLE));
                URI gateway = URI.create(
                        fleet.startGateway().awaitReady(START_DEADLINE).getProperty("http.url"));
                place = new Place(
                        gateway, requireNonNull(fleet.addresses().get("kafka.bootstrap-servers")), bucket, KEY);
            } catch (RuntimeException e) {
                fleet.close();
                throw e;
            }
        }

        /** The store's buckets are directories. */
        private static void copy(String sample, Path object) {
            try {
                Files.createDirectories(object.getParent());
                Files.copy(Checkout.file(sample), object);
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
