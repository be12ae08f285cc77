package org.stylize.client.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Json;
import org.stylize.client.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;

/** The program {@code stylize-jobs}: submits jobs to a service, follows and commands them, fetches their pictures. */
@Command(
        name = "stylize-jobs",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Submits jobs to a running service, follows, cancels and repeats them, and fetches their pictures."
                        + " A job paints a photograph in the style of paintings.",
        footer = "%nEach command has its own --help; 'stylize-jobs help' lists more topics.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the job failed, was cancelled, or expired; a test message was not delivered",
            "2:wrong arguments",
            "3:the service refused the request",
            "4:the service cannot be reached",
            "5:a file of this machine cannot be read or written",
            "130:stopped by Ctrl-C"
        })
public final class StylizeJobs {
    private static final String NAME = "stylize-jobs";
    private static final int NARROWEST_HELP = 80;
    private static final int WIDEST_HELP = 120;

    private StylizeJobs() {}

    /** Runs the program; {@code --help} says what the arguments are. */
    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs the program on any terminal; returns its exit code. */
    static int run(Terminal terminal, String... args) {
        CommandLine program = program(terminal);
        if (args.length == 0) {
            program.usage(terminal.err());
            return ExitCodes.USAGE;
        }
        return program.execute(args);
    }

    /** The program with its commands. */
    static CommandLine program(Terminal terminal) {
        CommandLine program = new CommandLine(new StylizeJobs())
                .addSubcommand(new SubmitCommand(terminal))
                .addSubcommand(new WatchCommand(terminal))
                .addSubcommand(new GetCommand(terminal))
                .addSubcommand(new ListCommand(terminal))
                .addSubcommand(new ResultCommand(terminal))
                .addSubcommand(new CancelCommand(terminal))
                .addSubcommand(new FinishCommand(terminal))
                .addSubcommand(new RetryCommand(terminal))
                .addSubcommand(new DeleteCommand(terminal))
                .addSubcommand(BatchesCommand.with(terminal))
                .addSubcommand(ImagesCommand.with(terminal))
                .addSubcommand(new PresetsCommand(terminal))
                .addSubcommand(new EventsCommand(terminal))
                .addSubcommand(new QueueCommand(terminal))
                .addSubcommand(new EstimateCommand(terminal))
                .addSubcommand(WebhooksCommand.with(terminal))
                .addSubcommand(DeadLettersCommand.with(terminal))
                .addSubcommand(KeysCommand.with(terminal))
                .addSubcommand(new WhoAmICommand(terminal))
                .addSubcommand(new CompletionCommand(terminal))
                .addSubcommand(new HelpCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setHelpFactory((spec, colours) -> {
                    int width = Math.max(NARROWEST_HELP, Math.min(terminal.columns(), WIDEST_HELP));
                    spec.usageMessage().width(width); // asked for only now: it costs a process
                    return new Help(spec, colours);
                })
                .setParameterExceptionHandler((exception, args) -> tellWrongUse(exception, args, terminal))
                .setExecutionExceptionHandler((exception, command, parsed) -> tell(exception, command, terminal));
        return Converters.register(program);
    }

    private static int tellWrongUse(ParameterException exception, String[] args, Terminal terminal) {
        tell(ArgumentError.of(exception), Arrays.asList(args).contains(JobCommand.JSON), terminal);
        return ExitCodes.USAGE;
    }

    private static int tell(Exception exception, CommandLine command, Terminal terminal) throws Exception {
        if (exception instanceof IllegalArgumentException wrongId) { // of the client
            return tellWrongUse(
                    new ParameterException(command, String.valueOf(wrongId.getMessage())),
                    command.getParseResult().originalArgs().toArray(String[]::new),
                    terminal);
        }
        int code = ExitCodes.of(exception);
        if (code == ExitCodes.OK) {
            throw exception;
        }
        if (command.getCommand() instanceof JobCommand job) {
            job.tell(exception);
        } else {
            tell(exception, false, null, terminal);
        }
        return code;
    }

    /**
     * Writes an expected failure.
     *
     * @param hint what else to say; null for nothing
     */
    static void tell(Exception exception, boolean json, @Nullable String hint, Terminal terminal) {
        if (json && exception instanceof ProblemException refused) {
            write("error", refused.problem(), hint, terminal);
        } else {
            tell(text(exception) + (hint == null ? "" : " (" + hint + ")"), json, terminal);
        }
    }

    /** Writes what may be wrong but does not stop the program. */
    static void warn(String message, boolean json, Terminal terminal) {
        if (json) {
            write("warning", Map.of("title", message), null, terminal);
        } else {
            terminal.err().println(NAME + ": warning: " + message);
            terminal.err().flush();
        }
    }

    private static String text(Exception exception) {
        if (exception instanceof ProblemException refused
                && refused.retryAfter().isPresent()) {
            return exception.getMessage() + " Try again in "
                    + refused.retryAfter().get().toSeconds() + " s.";
        }
        return String.valueOf(exception.getMessage());
    }

    private static void tell(String message, boolean json, Terminal terminal) {
        if (json) {
            write("error", Map.of("title", message), null, terminal);
        } else {
            terminal.err().println(NAME + ": " + message);
            terminal.err().flush();
        }
    }

    private static void write(String name, Object value, @Nullable String hint, Terminal terminal) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(name, value);
        if (hint != null) {
            line.put("hint", hint);
        }
        terminal.err().println(Json.write(line));
        terminal.err().flush();
    }
}
