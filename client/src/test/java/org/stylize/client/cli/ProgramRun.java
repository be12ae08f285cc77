package org.stylize.client.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stylize.client.ContractServer;

/** Runs the program in this process against a scripted server. */
final class ProgramRun implements AutoCloseable {
    final ContractServer server = ContractServer.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int columns;
    private String answer = "";
    private StandardInput input = StandardInput.empty();

    /** From now on a person looks at a screen of that width, and answers that to each question. */
    void onScreen(int newColumns, String newAnswer) {
        columns = newColumns;
        answer = newAnswer;
    }

    /** From now on, these are the bytes on standard input. */
    void pipes(byte[] bytes) {
        pipes(new ByteArrayInputStream(bytes));
    }

    void pipes(InputStream bytes) {
        input = new StandardInput(bytes, () -> false);
    }

    /** From now on, standard input is a keyboard. */
    void hasKeyboard() {
        input = new StandardInput(InputStream.nullInputStream(), () -> true);
    }

    int run(String... args) {
        return StylizeJobs.run(
                terminal(),
                Stream.concat(
                                Stream.of(args),
                                Stream.of("--server", server.uri().toString()))
                        .toArray(String[]::new));
    }

    /** Runs a command that needs no service. */
    int runAlone(String... args) {
        return StylizeJobs.run(terminal(), args);
    }

    Terminal terminal() {
        return new Terminal(
                new BufferedReader(new StringReader(answer)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                () -> columns,
                name -> Optional.empty(),
                input);
    }

    List<String> out() {
        return out.toString().lines().toList();
    }

    List<String> err() {
        return err.toString().lines().toList();
    }

    /** With what draws on a screen. */
    String drawn() {
        return err.toString();
    }

    /** The only, or the last, request. */
    ContractServer.Request request() {
        return server.requests().get(server.requests().size() - 1);
    }

    @Override
    public void close() {
        server.close();
    }
}
