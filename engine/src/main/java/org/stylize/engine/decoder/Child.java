package org.stylize.engine.decoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.picture.RgbImage;

/**
 * One decoder's process. {@link #decode} is for one thread at a time; {@link #end} is for any thread, and ends a call that
 * waits.
 */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);
    /** How Java reports that a process was killed: by the kernel that lacks memory, or by somebody. No picture does that. */
    private static final int KILLED = 137;

    private static final int MOST_WORDS_BYTES = 2_000;
    private static final String MEMORY_FOLLOWS = "---------------";
    private static final int END_WAIT_SECONDS = 20;

    private final Process process;
    private final Path directory;
    private final DataInputStream answers;
    private final DataOutputStream requests;
    private final Thread listener;
    /** What the process said first on its standard error; guarded by itself. */
    private final StringBuilder words = new StringBuilder();
    /** Only for the thread that calls {@link #decode}. */
    private boolean ready;

    private Child(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.answers = new DataInputStream(process.getInputStream());
        this.requests = new DataOutputStream(process.getOutputStream());
        this.listener = new Thread(this::listen, "decoder-errors");
        listener.setDaemon(true);
    }

    /**
     * Starts a process, and does not wait until it is ready.
     *
     * @param command from the directory for its temporary files
     * @throws UncheckedIOException if that is not possible
     */
    static Child start(Function<Path, List<String>> command) {
        try {
            Path directory = Files.createTempDirectory("stylize-decoder-");
            try {
                ProcessBuilder builder = new ProcessBuilder(command.apply(directory)).directory(directory.toFile());
                builder.environment().keySet().retainAll(List.of("LD_LIBRARY_PATH", "PATH")); // no passwords
                Child child = new Child(builder.start(), directory);
                child.listener.start();
                return child;
            } catch (IOException | RuntimeException e) {
                Directories.delete(directory);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the decoder's process: " + e.getMessage(), e);
        }
    }

    /**
     * Has a picture decoded.
     *
     * @throws org.stylize.image.ImageException if the file is refused
     * @throws IllegalStateException if the process has a fault that no file is to blame for
     * @throws ChildFailedException if the process ended, or said what is no answer
     */
    RgbImage decode(Request request, long mostPixels) {
        try {
            if (!ready) {
                Answer.readReady(answers);
                ready = true;
            }
        } catch (IOException e) {
            throw new IllegalStateException("the decoder's process did not start: " + ending(e), e);
        }
        try {
            request.writeTo(requests);
            return Answer.readPicture(answers, mostPixels);
        } catch (IOException e) {
            String ending = ending(e);
            throw new ChildFailedException(
                    e.getMessage() + "; " + ending, !process.isAlive() && process.exitValue() == KILLED, e);
        }
    }

    /** How it ended, in words. One that crashes writes a report first; one that said nonsense may go on for ever. */
    private String ending(IOException sign) {
        try {
            boolean ends = sign instanceof EOFException;
            if (!process.waitFor(ends ? END_WAIT_SECONDS : 1, TimeUnit.SECONDS)) {
                return "the process did not end";
            }
            listener.join(TimeUnit.SECONDS.toMillis(END_WAIT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "it is not known how the process ended";
        }
        String said;
        synchronized (words) {
            said = words.toString();
        }
        int details = said.indexOf(MEMORY_FOLLOWS); // Java's report of a crash goes on with pieces of memory
        return ("exit code " + process.exitValue() + ": " + (details < 0 ? said : said.substring(0, details))).strip();
    }

    private void listen() {
        byte[] buffer = new byte[1024];
        try (InputStream errors = process.getErrorStream()) {
            for (int count = errors.read(buffer); count >= 0; count = errors.read(buffer)) {
                synchronized (words) {
                    if (words.length() < MOST_WORDS_BYTES) {
                        words.append(new String(buffer, 0, Math.min(count, MOST_WORDS_BYTES - words.length()), UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            // the process is gone
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** On processors, of all its threads, as far as that is known. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    long pid() {
        return process.pid();
    }

    /** What happens when this program ends without a word. */
    void closeRequests() throws IOException {
        requests.close();
    }

    /** Ends the process at once, and its temporary files with it. */
    void end() {
        process.destroyForcibly();
        try {
            process.onExit().orTimeout(END_WAIT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            LOG.warn("process {} of the decoder does not end although it was killed", process.pid());
        }
        Directories.delete(directory);
    }
}
