package org.stylize.client.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the program writes.
 *
 * @param out results, for people and pipes
 * @param err progress and errors
 * @param interactive whether a person looks on, so that a line may be drawn over
 * @param columns width of the screen
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, int columns) {
    private static final int USUAL_COLUMNS = 80;
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,5} ([0-9]{1,5})"); // rows, columns

    /** This process' own; a person looks on where its standard error is a terminal. */
    static Terminal ofProcess() {
        boolean interactive = isStandardErrorATerminal();
        return new Terminal(
                new PrintWriter(System.out, true, Charset.defaultCharset()),
                new PrintWriter(System.err, true, Charset.defaultCharset()),
                interactive,
                interactive ? columnsOfScreen() : USUAL_COLUMNS);
    }

    // Java's own Console tells of standard input and output only, and differently from version to version.
    private static boolean isStandardErrorATerminal() {
        return outputOf(new ProcessBuilder("test", "-t", "2").redirectError(ProcessBuilder.Redirect.INHERIT))
                .isPresent();
    }

    private static int columnsOfScreen() {
        return outputOf(new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")))
                .map(SIZE::matcher)
                .filter(Matcher::matches)
                .map(size -> Integer.parseInt(size.group(1)))
                .filter(columns -> columns > 0)
                .orElse(USUAL_COLUMNS);
    }

    /** The output of a program of the system; empty where it fails, or the system does not have it. */
    private static Optional<String> outputOf(ProcessBuilder command) {
        try {
            Process process = command.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
