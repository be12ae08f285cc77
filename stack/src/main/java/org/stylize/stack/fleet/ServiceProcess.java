package org.stylize.stack.fleet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A service as a child process. It writes a properties file when it is ready, with the addresses that it listens on.
 *
 * <p>For one thread at a time. The code that starts it closes it.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(40);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Spec spec;
    private final Process process;

    /**
     * A program to start.
     *
     * @param name for messages
     * @param environment added to that of this process
     * @param log file to which everything is appended that the process prints
     * @param readyFile written by the process when it is ready; an old one is deleted before the start
     */
    public record Spec(String name, List<String> command, Map<String, String> environment, Path log, Path readyFile) {
        public Spec {
            requireNonNull(name, "name is null");
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            requireNonNull(log, "log is null");
            requireNonNull(readyFile, "readyFile is null");
        }
    }

    private ServiceProcess(Spec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /** Starts it and returns at once. */
    public static ServiceProcess start(Spec spec) {
        try {
            Files.deleteIfExists(spec.readyFile());
            Files.createDirectories(requireNonNull(spec.log().toAbsolutePath().getParent()));
            ProcessBuilder builder = new ProcessBuilder(spec.command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
            builder.environment().putAll(spec.environment());
            return new ServiceProcess(spec, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + spec.name() + ": " + spec.command(), e);
        }
    }

    /** Whether it has written its ready file. */
    public boolean isReady() {
        return Files.exists(spec.readyFile());
    }

    /**
     * Waits until it is ready and returns the contents of its ready file.
     *
     * @throws IllegalStateException if it ends or isn't ready in time; the message has the end of its log
     */
    public Properties awaitReady(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!isReady()) {
            if (awaitExit(LOOK_EVERY)) {
                throw new IllegalStateException(spec.name() + " ended with " + exitCode() + "; " + logTail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        spec.name() + " was not ready within " + longest.toSeconds() + " s; " + logTail());
            }
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(spec.readyFile())) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    public String name() {
        return spec.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it as {@code kill -9} does and waits for its end. */
    public void kill9() {
        process.destroyForcibly();
        awaitExit(STOP_DEADLINE);
    }

    /** Stops it from running, as {@code kill -STOP} does, until {@link #thaw()}. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it run again, as {@code kill -CONT} does. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling " + spec.name(), e);
        }
    }

    /** Asks it to stop, as {@code kill -TERM} does, and returns at once. */
    public void requestStop() {
        process.destroy();
    }

    /** Waits at most that long for its end; true if it has ended. */
    public boolean awaitExit(Duration longest) {
        try {
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + spec.name(), e);
        }
    }

    /**
     * The exit code of a process that has ended.
     *
     * @throws IllegalThreadStateException if it has not ended
     */
    public int exitCode() {
        return process.exitValue();
    }

    /** Everything that it has printed. */
    public String log() {
        try {
            return Files.exists(spec.log()) ? Files.readString(spec.log(), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of what it has printed. */
    public String logTail() {
        String log = log();
        return "the end of its log " + spec.log() + ":\n" + log.substring(Math.max(0, log.length() - 4_000));
    }

    /** Stops it; kills it if that takes longer than 40 s. */
    @Override
    public void close() {
        requestStop();
        if (!awaitExit(STOP_DEADLINE)) {
            kill9();
        }
    }
}
