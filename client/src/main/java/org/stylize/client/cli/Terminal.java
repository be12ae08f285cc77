package org.stylize.client.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the program writes, what a person answers, and the environment in which the program was called. For one thread.
 *
 * @param in answers to questions, line by line
 * @param out results, for people and pipes
 * @param err progress and errors
 * @param width of the screen that shows {@code err}, in columns, as it is at the moment; 0 where it is not a screen
 * @param environment the value of a variable; empty if it is not set
 * @param input standard input as bytes, for a picture
 */
record Terminal(
        BufferedReader in,
        PrintWriter out,
        PrintWriter err,
        IntSupplier width,
        Function<String, Optional<String>> environment,
        StandardInput input) {
    private static final int USUAL_COLUMNS = 80;

    /** A terminal in an empty environment, without bytes on standard input. */
    Terminal(BufferedReader in, PrintWriter out, PrintWriter err, IntSupplier width) {
        this(in, out, err, width, name -> Optional.empty());
    }

    /** A terminal without bytes on standard input. */
    Terminal(
            BufferedReader in,
            PrintWriter out,
            PrintWriter err,
            IntSupplier width,
            Function<String, Optional<String>> environment) {
        this(in, out, err, width, environment, StandardInput.empty());
    }

    /** The terminal of this process. Whether there is one is looked at when it is first asked for. */
    static Terminal ofProcess() {
        return new Terminal(
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                new PrintWriter(System.out, true, Charset.defaultCharset()),
                new PrintWriter(System.err, true, Charset.defaultCharset()),
                new Screen(),
                name -> Optional.ofNullable(System.getenv(name)),
                StandardInput.ofProcess());
    }

    /** Whether a person looks at {@code err}, so that a line may be drawn over. */
    boolean interactive() {
        return width.getAsInt() > 0;
    }

    /** Asks a question; whether the answer is yes. No answer is no. */
    boolean isAgreed(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return false;
        }
    }

    /** Width to write for: that of the screen, or 80 where there is none. */
    int columns() {
        int columns = width.getAsInt();
        return columns > 0 ? columns : USUAL_COLUMNS;
    }

    /** Asks the system's own programs, at most once a second: a window can be resized at any time. */
    private static final class Screen implements IntSupplier {
        private static final Pattern SIZE = Pattern.compile("[0-9]{1,5} ([0-9]{1,5})"); // rows, columns
        private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

        private Optional<Boolean> isTerminal = Optional.empty();
        private int columns;
        private long asked;

        @Override
        public int getAsInt() {
            if (isTerminal.isEmpty()) {
                isTerminal = Optional.of(isStandardErrorATerminal());
            } else if (System.nanoTime() - asked < KEPT_NANOS) {
                return columns;
            }
            columns = isTerminal.get() ? columnsOfScreen() : 0;
            asked = System.nanoTime();
            return columns;
        }

        // Java's own Console tells of standard input and output only, and differently from version to version.
        private static boolean isStandardErrorATerminal() {
            return SystemProgram.outputOf(
                            new ProcessBuilder("test", "-t", "2").redirectError(ProcessBuilder.Redirect.INHERIT))
                    .isPresent();
        }

        private static int columnsOfScreen() {
            return SystemProgram.outputOf(new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")))
                    .map(SIZE::matcher)
                    .filter(Matcher::matches)
                    .map(size -> Integer.parseInt(size.group(1)))
                    .filter(columns -> columns > 0)
                    .orElse(USUAL_COLUMNS);
        }
    }
}
