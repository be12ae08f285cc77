package org.stylize.stack.fleet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The whole system on one machine, and one job through it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a Kafka broker, an S3 store, the gateway and workers on this machine, sends one job through them"
                    + " with a progress bar, and keeps the system running until Ctrl-C.",
            "Without pictures it takes a photograph and a painting from samples/."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the picture is made", "1:the job or the system failed", "2:wrong options"})
public final class Demo implements Callable<Integer> {
    private static final Duration START_DEADLINE = Duration.ofMinutes(3);

    @Parameters(index = "0", arity = "0..1", paramLabel = "CONTENT", description = "The photograph.")
    private @Nullable Path content;

    @Parameters(index = "1", arity = "0..1", paramLabel = "STYLE", description = "The painting.")
    private @Nullable Path style;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            defaultValue = "out/demo.png",
            description = "Where the picture goes. Default: ${DEFAULT-VALUE}")
    private Path output = Path.of("");

    @Option(
            names = "--full",
            description =
                    "The textbook's recipe as it stands, 300 x 450 pixels and 500 steps, instead of the preset 'balanced' at 256"
                            + " pixels.")
    private boolean full;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Workers to start. Default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(names = "--once", description = "End after the picture instead of waiting for Ctrl-C.")
    private boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/demo",
            description = "Directory of all data and logs. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the page and the API; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--home", hidden = true, required = true)
    private Path home = Path.of("");

    private final PrintStream out = System.err;

    /** Runs the program; {@code --help} says what the arguments are. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Demo())
                .setExecutionExceptionHandler((exception, command, parsed) -> {
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
        if (workers < 1 || workers > 64) {
            throw new IllegalStateException("--workers must be 1 to 64 but is " + workers);
        }
        try (Fleet fleet = new Fleet(settings())) {
            Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "demo-stop"));
            Running system = start(fleet);
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
            throw new IllegalStateException(
                    "A photograph and a painting are needed, or none of both; only " + content + " is given.");
        }
        for (Path picture : List.of(content, style)) {
            if (!Files.isReadable(picture)) {
                throw new IllegalStateException("There is no readable file " + picture.toAbsolutePath());
            }
        }
        return new Pictures(content, style);
    }

    private FleetSettings settings() {
        Map<String, String> properties = new HashMap<>();
        if (workers > 1) {
            // Engines that share cores get in each other's way when each takes them all.
            int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / workers);
            properties.put("worker.threads", String.valueOf(threads));
        }
        return new FleetSettings(
                home,
                data.toAbsolutePath(),
                freeOr(9092, "Kafka"),
                freeOr(9000, "the S3 store"),
                port == 0 ? 0 : freeOr(port, "the gateway"),
                properties);
    }

    private int freeOr(int wanted, String what) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return wanted;
        } catch (IOException e) {
            out.println("Port " + wanted + " is taken, so " + what + " takes another one.");
            return 0;
        }
    }

    private Running start(Fleet fleet) {
        long begin = System.nanoTime();
        phase("Kafka broker and S3 store", fleet::startStack, begin);
        ServiceProcess gateway = fleet.startGateway();
        List<ServiceProcess> started = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            started.add(fleet.startWorker());
        }
        Properties gatewayReady = phase("gateway", () -> gateway.awaitReady(START_DEADLINE), begin);
        List<Properties> workersReady = new ArrayList<>();
        for (ServiceProcess worker : started) {
            workersReady.add(phase(worker.name(), () -> worker.awaitReady(START_DEADLINE), begin));
        }
        return new Running(
                base(gatewayReady), workersReady.stream().map(Demo::base).toList(), fleet.addresses());
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
            throw new IllegalStateException(what + " can't start", e);
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
        List<String> command = new ArrayList<>(List.of(
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
                gateway));
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
                    out.println(process.name() + " has ended; " + process.logTail());
                    return;
                }
            }
        }
    }

    /** The two inputs. */
    private record Pictures(Path content, Path style) {}

    /** Where everything is. */
    private record Running(String gateway, List<String> workers, Map<String, String> addresses) {
        void print(PrintStream out) {
            out.println("  Page      " + gateway + "/");
            out.println("  API docs  " + gateway + "/api");
            out.println("  Metrics   " + gateway + "/q/metrics");
            workers.forEach(worker -> out.println("            " + worker + "/q/metrics"));
            out.println("  Kafka     " + addresses.get("kafka.bootstrap-servers"));
            out.println("  S3        " + addresses.get("s3.endpoint"));
        }
    }
}
