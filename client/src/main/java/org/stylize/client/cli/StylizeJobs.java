package org.stylize.client.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stylize.client.Json;
import org.stylize.client.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code stylize-jobs}: submits jobs to a service, follows them, fetches their pictures. */
@Command(
        name = "stylize-jobs",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Paints photographs in the manner of paintings, by a service.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the job failed, was cancelled, or expired",
            "2:wrong arguments",
            "3:the service refused",
            "4:the service cannot be reached",
            "5:a file of this machine cannot be read or written",
            "130:stopped by Ctrl-C"
        })
public final class StylizeJobs {
    private StylizeJobs() {}

    /** Runs the program; {@code --help} says what the arguments are. */
    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs the program on any terminal; answers its exit code. */
    static int run(Terminal terminal, String... args) {
        CommandLine program = new CommandLine(new StylizeJobs())
                .addSubcommand(new SubmitCommand(terminal))
                .addSubcommand(new WatchCommand(terminal))
                .addSubcommand(new GetCommand(terminal))
                .addSubcommand(new ListCommand(terminal))
                .addSubcommand(new ResultCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(Math.max(80, Math.min(terminal.columns(), 120)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> tell(exception, command, terminal));
        if (args.length == 0) {
            program.usage(terminal.err());
            return ExitCodes.USAGE;
        }
        return program.execute(args);
    }

    private static int tell(Exception exception, CommandLine command, Terminal terminal) throws Exception {
        if (exception instanceof IllegalArgumentException) { // of the client, about an id
            terminal.err().println(exception.getMessage());
            return ExitCodes.USAGE;
        }
        int code = ExitCodes.of(exception);
        if (code == ExitCodes.OK) {
            throw exception;
        }
        boolean json = command.getCommand() instanceof JobCommand job && job.json();
        terminal.err().println(json ? json(exception) : text(exception));
        terminal.err().flush();
        return code;
    }

    private static String text(Exception exception) {
        if (exception instanceof ProblemException refused
                && refused.retryAfter().isPresent()) {
            return exception.getMessage() + " Try again in "
                    + refused.retryAfter().get().toSeconds() + " s.";
        }
        return String.valueOf(exception.getMessage());
    }

    private static String json(Exception exception) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put(
                "error",
                exception instanceof ProblemException refused
                        ? refused.problem()
                        : Map.of("title", String.valueOf(exception.getMessage())));
        return Json.write(error);
    }
}
