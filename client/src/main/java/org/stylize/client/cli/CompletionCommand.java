package org.stylize.client.cli;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stylize-jobs completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints a script with which a shell completes commands and options.")
final class CompletionCommand implements Callable<Integer> {
    /** Shells that the script is for. */
    enum Shell {
        BASH,
        ZSH
    }

    private final Terminal terminal;

    @Parameters(
            paramLabel = "SHELL",
            completionCandidates = Converters.Shells.class,
            description = "${COMPLETION-CANDIDATES}: source <(stylize-jobs completion bash)")
    private @Nullable Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The same script for both: in zsh it loads what understands bash's. */
    @Override
    public Integer call() {
        CommandSpec program = requireNonNull(spec, "spec is null").root();
        String name = requireNonNull(shell, "shell is null").name().toLowerCase(Locale.ROOT);
        terminal.out().println("# In the shell's start file: source <(" + program.name() + " completion " + name + ")");
        terminal.out().println(AutoComplete.bash(program.name(), program.commandLine()));
        terminal.out().flush();
        return ExitCodes.OK;
    }
}
