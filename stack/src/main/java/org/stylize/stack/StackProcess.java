package org.stylize.stack;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.stylize.stack.fleet.ServiceProcess;

/**
 * The stack (Kafka broker and S3 store) as a child process, for tests.
 *
 * <p>The broker's and the store's libraries live on that process' class path only, so this class needs nothing but
 * the JDK. A module that tests with it depends on {@code stylize-stack} in test scope with all transitive
 * dependencies excluded, and runs its tests in Failsafe, after the stack was packaged:
 *
 * <pre>{@code
 * try (StackProcess stack = StackProcess.start()) {
 *     connect(stack.bootstrapServers(), stack.s3Endpoint(), stack.accessKey(), stack.secretKey(), stack.bucket());
 *     stack.kill9();
 *     stack.restart(); // same ports, same data
 * }
 * }</pre>
 *
 * <p>When {@link #start(String...)} returns, topics, settings of the share group, and bucket exist. The process takes
 * free ports and ends with its parent, also when the parent is killed. The program is looked for in the directory that
 * the system property {@value #HOME_PROPERTY} names, else in {@code stack/} of the working directory or one of its
 * parents.
 *
 * <p>For one thread at a time. Who starts it closes it.
 */
public final class StackProcess implements AutoCloseable {
    /** System property: the directory of the module {@code stack}, with {@code target/stylize-stack.jar} in it. */
    public static final String HOME_PROPERTY = "stylize.stack.home";

    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

    private final Path home;
    private final Path directory;
    private final List<String> options;
    private ServiceProcess process;
    private Properties ready;

    private StackProcess(Path home, Path directory, List<String> options) {
        this.home = home;
        this.directory = directory;
        this.options = options;
        this.process = launch(List.of("--kafka-port", "0", "--s3-port", "0"));
        this.ready = process.awaitReady(START_DEADLINE);
    }

    /**
     * Starts a stack on free ports with fresh data in a temporary directory, and waits until it is ready.
     *
     * @param options more options of the program, for example {@code "--lock-duration", "2s"}; not {@code --data}, the
     *     ports, or the ready file
     * @throws IllegalStateException if the program is not built, or does not become ready; the message has its output
     */
    public static StackProcess start(String... options) {
        Path home = findHome();
        try {
            return new StackProcess(home, Files.createTempDirectory("stylize-stack-"), List.of(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the broker is, as {@code host:port}. */
    public String bootstrapServers() {
        return property("kafka.bootstrap");
    }

    /** Where the store is, as {@code http://host:port}. */
    public String s3Endpoint() {
        return property("s3.endpoint");
    }

    public String accessKey() {
        return property("s3.access-key");
    }

    public String secretKey() {
        return property("s3.secret-key");
    }

    public String bucket() {
        return property("s3.bucket");
    }

    /** Process id of the running (or last) process. */
    public long pid() {
        return process.pid();
    }

    /** Where the program keeps broker, store and its log; deleted by {@link #close()}. */
    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Everything the program has printed so far, over all its starts. */
    public String output() {
        return process.log();
    }

    /** Kills the process as {@code kill -9} does and waits until it is gone; the data stay. */
    public void kill9() {
        process.kill9();
    }

    /**
     * Asks the process to stop, as {@code kill -TERM} does, and waits until it is gone; the data stay.
     *
     * @throws IllegalStateException if it is still there after 20 s; it is killed then
     */
    public void stop() {
        process.requestStop();
        if (!process.awaitExit(STOP_DEADLINE)) {
            kill9();
            throw new IllegalStateException(
                    "the stack did not stop within " + STOP_DEADLINE + "; " + process.logTail());
        }
    }

    /**
     * Starts the process again with the same data, ports and options, after {@link #kill9()} or {@link #stop()}, and
     * waits until it is ready.
     *
     * @throws IllegalStateException if it still runs, or does not become ready
     */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("the stack still runs as process " + process.pid());
        }
        process = launch(List.of("--kafka-port", portOf(bootstrapServers()), "--s3-port", portOf(s3Endpoint())));
        ready = process.awaitReady(START_DEADLINE);
    }

    /** Stops the process, the hard way if need be, and deletes its data. */
    @Override
    public void close() {
        process.close();
        deleteRecursively(directory);
    }

    private String property(String name) {
        return requireNonNull(ready.getProperty(name), name);
    }

    private static String portOf(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    private Path readyFile() {
        return directory.resolve("ready.properties");
    }

    private ServiceProcess launch(List<String> ports) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of(
                "--data",
                dataDirectory().toString(),
                "--ready-file",
                readyFile().toString()));
        arguments.addAll(ports);
        arguments.add("--end-with-parent");
        arguments.addAll(options);
        return ServiceProcess.start(new ServiceProcess.Spec(
                "the stack", command(home, arguments), Map.of(), directory.resolve("console.log"), readyFile()));
    }

    /** The command line that runs the program with these arguments. */
    static List<String> command(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("jvm.options"));
        command.add("-cp");
        command.add(home.resolve("target/stylize-stack.jar") + File.pathSeparator + home.resolve("target/lib") + "/*");
        command.add("org.stylize.stack.Stack");
        command.addAll(arguments);
        return command;
    }

    /** The directory of the module, where the program was built. */
    static Path findHome() {
        String named = System.getProperty(HOME_PROPERTY);
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        List<Path> candidates = named != null
                ? List.of(Path.of(named).toAbsolutePath())
                : Stream.iterate(start, dir -> dir != null, Path::getParent)
                        .map(dir -> dir.resolve("stack"))
                        .toList();
        return candidates.stream()
                .filter(dir -> Files.exists(dir.resolve("target/stylize-stack.jar"))
                        && Files.isDirectory(dir.resolve("target/lib")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the stack is not built: no target/stylize-stack.jar with target/lib in any of " + candidates
                                + "; build it with: mvn -pl stack -am package -DskipTests"));
    }

    private static void deleteRecursively(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
