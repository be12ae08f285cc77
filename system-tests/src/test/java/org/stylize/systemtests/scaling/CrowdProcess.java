package org.stylize.systemtests.scaling;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.stylize.systemtests.Checkout;

/** A process with many workers, {@code org.stylize.benchmarks.crowd.Crowd}. For one thread. */
final class CrowdProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 120;

    private final String name;
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /** Starts it, with no workers yet. */
    CrowdProcess(String name, String broker, Path data, Duration step, Duration slice, String heap) {
        this.name = name;
        Path target = Checkout.file("benchmarks/target");
        try {
            process = new ProcessBuilder(List.of(
                            "java",
                            "-Xmx" + heap,
                            "-Xss256k",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            target.resolve("stylize-benchmarks.jar") + ":" + target.resolve("lib") + "/*",
                            "org.stylize.benchmarks.crowd.Crowd",
                            name,
                            broker,
                            data.resolve("store").toString(),
                            String.valueOf(step.toMillis()),
                            String.valueOf(slice.toSeconds())))
                    .redirectError(data.resolve(name + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Whether a worker of that name is in it. */
    boolean has(String worker) {
        return worker.startsWith(name + "-");
    }

    /** Lets more workers join. */
    void start(int workers) {
        ask("start " + workers);
    }

    /** Stops workers as SIGTERM does, and returns when they have left. */
    void stop(int workers) {
        ask("stop " + workers);
    }

    /** What its workers have done, and how many there are. */
    Map<String, Long> look() {
        return ask("look");
    }

    long pid() {
        return process.pid();
    }

    /** Sends SIGTERM, and does not wait. */
    void requestStop() {
        process.destroy();
    }

    void kill9() {
        process.destroyForcibly();
    }

    private Map<String, Long> ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException(name + " has ended; see its log");
            }
            Map<String, Long> numbers = new HashMap<>();
            for (String pair : answer.split(" ", -1)) {
                String[] both = pair.split("=", -1);
                numbers.put(both[0], Long.valueOf(both[1]));
            }
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
