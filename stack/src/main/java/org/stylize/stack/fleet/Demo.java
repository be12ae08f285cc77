package org.stylize.stack.fleet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts the whole system on one machine and sends one job through it. */
@Command(
        name = "scripts/demo",
        sortOptions = false,
        description = {
            "Starts a Kafka broker, an S3 store, the gateway and workers on this machine, sends one job through them"
                    + " with a progress bar, and keeps the system running until Ctrl-C.",
            "Without pictures it takes a photograph and a painting from samples/."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the picture is made",
            "1:the job or the system failed",
            "2:wrong options",
            "3:a port is taken"
        })
public final class Demo implements Callable<Integer> {
    private static final int GATEWAY_PORT = 8080;
    private static final int MANAGEMENT_PORT = 8082;
    private static final int KAFKA_PORT = 9092;
    private static final int S3_PORT = 9000;
    private static final int MOST_WORKERS = 64;
    private static final Duration START_DEADLINE = Duration.ofMinutes(3);

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONTENT", description = "The photograph.")
    private @Nullable Path content;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STYLE", description = "The painting.")
    private @Nullable Path style;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            defaultValue = "out/demo.png",
            description = "File of the result. Default: ${DEFAULT-VALUE}")
    private Path output = Path.of("");

    @Option(
            names = "--full",
            description = "The textbook's recipe in full, 450 x 300 pixels and 500 steps, instead of the preset"
                    + " 'balanced'.")
    private boolean full;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Workers to start. Default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(names = "--once", description = "Stop after the job instead of waiting for Ctrl-C.")
    private boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/demo",
            description = "Directory for data and logs. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("");

    @Option(
            names = {"--port", "--gateway-port"},
            paramLabel = "PORT",
            description =
                    "Port of the page and the API; 0 for any free one. Default: " + GATEWAY_PORT + " if it is free.")
    private @Nullable Integer gatewayPort;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port of the gateway's health and metrics; 0 for any free one. Default: " + MANAGEMENT_PORT
                    + " if it is free.")
    private @Nullable Integer managementPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Port of Kafka; 0 for any free one. Default: " + KAFKA_PORT + " if it is free.")
    private @Nullable Integer kafkaPort;

    @Option(
            names = "--s3-port",
            paramLabel = "PORT",
            description = "Port of the S3 store; 0 for any free one. Default: " + S3_PORT + " if it is free.")
    private @Nullable Integer s3Port;

    @Option(
            names = "--worker-port",
            paramLabel = "PORT",
            description =
                    "Port of the first worker's health and metrics; each further worker takes the next one. Default:"
                            + " any free ones.")
    private @Nullable Integer workerPort;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--home", hidden = true, required = true)
    private Path home = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    private final PrintStream out = System.err;

    /** Runs the program; {@code --help} says what the arguments are. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Demo())
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((exception, arguments) -> {
                    exception.getCommandLine().getErr().println(exception.getMessage());
                    exception.getCommandLine().getErr().println("See scripts/demo --help");
                    return exception.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
                })
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    if (exception instanceof DemoPorts.PortException port) {
                        command.getErr().println(port.getMessage());
                        return 3;
                    }
                    if (exception instanceof IllegalStateException known) {
                        command.getErr().println(known.getMessage());
                        return 1;
                    }
                    throw exception;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Pictures pictures = pictures();
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(),
                    "--workers must be 1 to " + MOST_WORKERS + " but is " + workers);
        }
        DemoPorts ports = new DemoPorts(out);
        List<Integer> workerPorts = workerPorts(ports);
        try (Fleet fleet = new Fleet(settings(ports))) {
            Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "demo-stop"));
            Running system = start(fleet, workerPorts);
            int exitCode = submit(system.gateway(), pictures);
            if (exitCode != 0) {
                out.println("The job did not succeed (exit code " + exitCode + "). Logs are in " + data + "/");
                return 1;
            }
            out.println();
            out.println("  Picture   " + output.toAbsolutePath());
            system.print(out);
            if (!once) {
                out.println("Ctrl-C stops everything.");
                awaitEndOf(fleet);
                return 1;
            }
        }
        return 0;
    }

    private Pictures pictures() {
        if (content == null) {
            return new Pictures(
                    home.resolve("samples/photographs/rocket.jpg"),
                    home.resolve("samples/paintings/night-over-the-bay.jpg"));
        }
        if (style == null) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(),
                    "Expected a photograph and a painting, or neither, but found only " + content + ".");
        }
        for (Path picture : List.of(content, style)) {
            if (!Files.isReadable(picture)) {
                throw new IllegalStateException("There is no readable file " + picture.toAbsolutePath());
            }
        }
        return new Pictures(content, style);
    }

    private FleetSettings settings(DemoPorts ports) {
        return new FleetSettings(
                home,
                data.toAbsolutePath(),
                ports.choose(kafkaPort, KAFKA_PORT, "Kafka", "--kafka-port"),
                ports.choose(s3Port, S3_PORT, "the S3 store", "--s3-port"),
                ports.choose(gatewayPort, GATEWAY_PORT, "the gateway", "--port"),
                // Threads that wait for each other cost more than they gain if other programs need their cores, as
                // here.
                Map.of(
                        "worker.threads",
                        "1",
                        "gateway.management.port",
                        String.valueOf(ports.choose(
                                managementPort,
                                MANAGEMENT_PORT,
                                "the gateway's health and metrics",
                                "--management-port"))));
    }

    private List<Integer> workerPorts(DemoPorts ports) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Integer asked = workerPort == null || workerPort == 0 ? null : (Integer) (workerPort + i);
            chosen.add(ports.choose(asked, 0, "worker " + (i + 1), "--worker-port"));
        }
        return chosen;
    }

    private Running start(Fleet fleet, List<Integer> workerPorts) {
        long begin = System.nanoTime();
        phase("Kafka broker and S3 store", fleet::startStack, begin);
        ServiceProcess gateway = fleet.startGateway();
        List<ServiceProcess> started = new ArrayList<>();
        workerPorts.forEach(port -> started.add(fleet.startWorker(port)));
        Properties gatewayReady = phase("gateway", () -> gateway.awaitReady(START_DEADLINE), begin);
        List<Properties> workersReady = new ArrayList<>();
        for (ServiceProcess worker : started) {
            workersReady.add(phase(worker.name(), () -> worker.awaitReady(START_DEADLINE), begin));
        }
        return new Running(
                base(gatewayReady),
                requireNonNull(gatewayReady.getProperty("management.url"), "management.url"),
                workersReady.stream().map(Demo::base).toList(),
                fleet.addresses());
    }

    private <T> T phase(String what, Callable<T> work, long begin) {
        out.printf("Starting %s ...", what);
        out.flush();
        try {
            T result = work.call();
            out.printf(" ready after %.1f s%n", (System.nanoTime() - begin) / 1e9);
            return result;
        } catch (RuntimeException e) {
            out.println(" failed");
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what + " cannot start", e);
        }
    }

    private static String base(Properties ready) {
        String url = ready.getProperty("http.url");
        return url != null ? url : "http://localhost:" + requireNonNull(ready.getProperty("http.port"), "http.port");
    }

    private int submit(String gateway, Pictures pictures) throws IOException, InterruptedException {
        Path directory = output.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        List<String> command = List.of(
                home.resolve("scripts/stylize-jobs").toString(),
                "submit",
                pictures.content().toString(),
                pictures.style().toString(),
                "-o",
                output.toString(),
                "--preset",
                full ? "d2l" : "balanced",
                "--watch",
                "--server",
                gateway);
        out.println();
        out.println("Painting " + pictures.content().getFileName() + " in the manner of "
                + pictures.style().getFileName());
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(Fleet.NO_BUILD, "1");
        return builder.start().waitFor();
    }

    private void awaitEndOf(Fleet fleet) throws InterruptedException {
        while (true) {
            for (ServiceProcess process : fleet.processes()) {
                if (process.awaitExit(Duration.ofSeconds(1))) {
                    out.println(process.name() + " has ended unexpectedly; " + process.logTail());
                    return;
                }
            }
        }
    }

    /** The two inputs. */
    private record Pictures(Path content, Path style) {}

    /** Prints the addresses of everything. */
    private record Running(String gateway, String management, List<String> workers, Map<String, String> addresses) {
        void print(PrintStream out) {
            out.println("  Page      " + gateway + "/");
            out.println("  API docs  " + gateway + "/api");
            out.println("  Metrics   " + management + "/q/metrics");
            workers.forEach(worker -> out.println("            " + worker + "/q/metrics"));
            out.println("  Kafka     " + addresses.get("kafka.bootstrap-servers"));
            out.println("  S3        " + addresses.get("s3.endpoint"));
        }
    }
}
