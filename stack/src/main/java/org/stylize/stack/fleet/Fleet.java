package org.stylize.stack.fleet;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Stack, gateway and workers on one machine, each as a separate process. The checkout's scripts start them. Logs and
 * ready files are in the data directory.
 *
 * <p>Call {@link #startStack()} or {@link #connectTo} first, then start gateway and workers in any order. Starting a service returns at once;
 * the caller waits with {@link ServiceProcess#awaitReady}. Requests to the gateways need no key, unless the settings say
 * so. {@link #close()} stops all, newest first. For one thread at
 * a time.
 */
public final class Fleet implements AutoCloseable {
    /** Environment variable that keeps the scripts from building what they start. */
    static final String NO_BUILD = "STYLIZE_NO_BUILD";

    private static final String STACK_PREFIX = "stack.";
    /** Settings that gateway and workers have alike. */
    private static final String OPEN_TELEMETRY = "otel.";

    private static final String FRAMEWORK = "quarkus.";
    private static final Duration START_DEADLINE = Duration.ofMinutes(5);

    private final FleetSettings settings;
    private final Deque<ServiceProcess> running = new ArrayDeque<>();
    private Map<String, String> addresses = Map.of();
    private @Nullable Path secured; // with the settings of services, if the stack is secured
    private int workers;

    public Fleet(FleetSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** Starts broker and store and waits until they are ready. Services that start later connect to them. */
    public ServiceProcess startStack() {
        List<String> command = new ArrayList<>(List.of(
                script("stack"),
                "--data",
                settings.data().resolve("stack").toString(),
                "--kafka-port",
                String.valueOf(settings.kafkaPort()),
                "--s3-port",
                String.valueOf(settings.s3Port()),
                "--ready-file",
                readyFile("stack").toString(),
                "--end-with-parent"));
        settings.properties().forEach((key, value) -> {
            if (key.startsWith(STACK_PREFIX)) {
                command.add("--" + key.substring(STACK_PREFIX.length()));
                if (!value.isEmpty()) {
                    command.add(value);
                }
            }
        });
        ServiceProcess stack = start("stack", command, Map.of());
        Properties ready = stack.awaitReady(START_DEADLINE);
        addresses = Map.of(
                "kafka.bootstrap-servers", ready.getProperty("kafka.bootstrap"),
                "s3.endpoint", ready.getProperty("s3.endpoint"),
                "s3.access-key", ready.getProperty("s3.access-key"),
                "s3.secret-key", ready.getProperty("s3.secret-key"),
                "s3.bucket", ready.getProperty("s3.bucket"));
        String directory = ready.getProperty("secure.directory");
        secured = directory == null ? null : Path.of(directory);
        return stack;
    }

    /**
     * Has services that start later use a broker and a store that another fleet has started, in place of {@link
     * #startStack()}.
     *
     * @param ofAnother what its {@link #addresses()} are
     */
    public void connectTo(Map<String, String> ofAnother) {
        addresses = Map.copyOf(ofAnother);
    }

    /** Starts a gateway, its health and metrics on any free port. Its ready file has {@code http.url} and {@code management.url}. */
    public ServiceProcess startGateway() {
        return startGateway("gateway", settings.gatewayPort());
    }

    /**
     * Starts a gateway of that name, or one that ended again, with the ledger's state that it left behind.
     *
     * @param port 0 for any free one
     */
    public ServiceProcess startGateway(String name, int port) {
        return startGateway(name, port, Map.of());
    }

    /**
     * The same with other settings than its fellows.
     *
     * @param settingsOfIts by name; they replace those of the fleet
     */
    public ServiceProcess startGateway(String name, int port, Map<String, String> settingsOfIts) {
        Map<String, String> own = new HashMap<>(settingsOfIts);
        own.put("gateway.name", name);
        own.put("gateway.http.port", String.valueOf(port));
        own.putIfAbsent("gateway.s3.public-endpoint", requireNonNull(addresses.get("s3.endpoint")));
        own.put(
                "gateway.ledger.state-directory",
                settings.data().resolve("ledger-" + name).toString());
        return startService(name, "gateway", own);
    }

    /** Like {@link #startWorker(int)}, on any free port. */
    public ServiceProcess startWorker() {
        return startWorker(0);
    }

    /**
     * Starts one more worker with a new name. Its ready file has {@code worker} and {@code http.port}.
     *
     * @param port of its health and metrics; 0 for any free one
     */
    public ServiceProcess startWorker(int port) {
        workers++;
        return startWorker("worker-" + workers, port);
    }

    /**
     * Starts a worker of that name.
     *
     * @param port of its health and metrics; 0 for any free one
     */
    public ServiceProcess startWorker(String name, int port) {
        return startService(name, "worker", Map.of("worker.name", name, "quarkus.http.port", String.valueOf(port)));
    }

    /**
     * Addresses of broker and store, as settings of a service without its prefix: {@code kafka.bootstrap-servers}, …
     */
    public Map<String, String> addresses() {
        return addresses;
    }

    /** Where certificates, passwords and settings are, if the stack is secured. */
    public Optional<Path> secured() {
        return Optional.ofNullable(secured);
    }

    /** All processes that were started, newest first. */
    public List<ServiceProcess> processes() {
        return List.copyOf(running);
    }

    private ServiceProcess startService(String name, String kind, Map<String, String> ownProperties) {
        Map<String, String> properties = new HashMap<>();
        List<String> command = new ArrayList<>(List.of(script(kind)));
        if (secured == null) {
            addresses.forEach((key, value) -> properties.put(kind + "." + key, value));
        } else {
            command.addAll(
                    List.of("--settings", secured.resolve(kind + ".properties").toString()));
        }
        if (kind.equals("gateway")) {
            properties.put("gateway.access.anonymous", "true");
            properties.put("gateway.management.port", "0");
        }
        settings.properties().forEach((key, value) -> {
            if (isFor(kind, key)) {
                properties.put(key, value);
            }
        });
        properties.putAll(ownProperties);
        properties.put(kind + ".ready-file", readyFile(name).toString());
        Map<String, String> environment = new HashMap<>();
        properties.forEach((key, value) -> environment.put(environmentName(key), value));
        return start(name, command, environment);
    }

    private static boolean isFor(String kind, String key) {
        return key.startsWith(kind + ".") || key.startsWith(OPEN_TELEMETRY) || key.startsWith(FRAMEWORK);
    }

    private ServiceProcess start(String name, List<String> command, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(NO_BUILD, "1"); // the checkout is built already, and a build inside a build can fail
        ServiceProcess process = ServiceProcess.start(
                new ServiceProcess.Spec(name, command, all, settings.data().resolve(name + ".log"), readyFile(name)));
        running.push(process);
        return process;
    }

    private Path readyFile(String name) {
        return settings.data().toAbsolutePath().resolve(name + ".ready");
    }

    private String script(String name) {
        return settings.home().resolve("scripts").resolve(name).toString();
    }

    /** Name of the environment variable of a setting: {@code WORKER_S3_ACCESS_KEY} for {@code worker.s3.access-key}. */
    static String environmentName(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    @Override
    public void close() {
        List<ServiceProcess> services = running.stream()
                .filter(process -> !process.name().equals("stack"))
                .toList();
        services.forEach(ServiceProcess::requestStop);
        services.forEach(ServiceProcess::close);
        running.forEach(ServiceProcess::close);
    }
}
