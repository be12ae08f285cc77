package org.stylize.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program with its arguments.
 *
 * @param directory where it runs; its output goes to a file there
 * @param environment in addition to that of the tests
 */
public record Command(Path directory, Map<String, String> environment, List<String> words) {
    /**
     * How it ended.
     *
     * @param output what it wrote, to both channels
     */
    public record Ended(int exit, String output) {}

    public Command {
        requireNonNull(directory, "directory is null");
        environment = Map.copyOf(environment);
        words = List.copyOf(words);
    }

    public static Command in(Path directory, String... words) {
        return new Command(directory, Map.of(), Arrays.asList(words));
    }

    public Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(directory, more, words);
    }

    /** Runs it to its end, which must be a good one within the time. */
    public String run(Duration patience) {
        Ended ended = end(patience);
        if (ended.exit() != 0) {
            throw new AssertionError(words + " ended with " + ended.exit() + ":\n" + ended.output());
        }
        return ended.output();
    }

    /** Runs it to its end, whatever that is. */
    public Ended end(Duration patience) {
        try {
            Path output = Files.createTempFile(directory, "output-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(output, UTF_8);
            Files.delete(output);
            if (!ended) {
                throw new AssertionError(words + " did not end within " + patience + ":\n" + text);
            }
            return new Ended(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
