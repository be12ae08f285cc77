package org.stylize.client.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.stylize.client.DeadLetter;
import org.stylize.client.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs dead-letters show}. */
@Command(name = "show", description = "Shows a dead letter with its record.")
final class DeadLetterShowCommand extends JobCommand {
    @Parameters(paramLabel = "ID", description = "Id of the dead letter.")
    private String id = "";

    DeadLetterShowCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        DeadLetter letter = client().deadLetter(id);
        if (json()) {
            terminal().out().println(Json.write(letter));
        } else {
            print(letter);
        }
        terminal().out().flush();
        return ExitCodes.OK;
    }

    private void print(DeadLetter letter) {
        line("id", letter.id());
        line("kind", letter.kind());
        line("key", letter.key());
        line("at", TimeText.of(letter.at()));
        line("problem", letter.problem());
        line("attempts", letter.attempts());
        line("bytes", letter.bytes());
        if (letter.content() != null) {
            line(
                    "message",
                    letter.content().message() == null
                            ? null
                            : Json.write(letter.content().message()));
            line("base64", letter.content().base64());
        }
    }

    private void line(String name, @Nullable Object value) {
        if (value != null) {
            PrintWriter out = terminal().out();
            out.printf("%-9s %s%n", name, value);
        }
    }
}
