package org.stylize.client.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stylize-jobs help}. */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Explains a command or a topic; without one, lists them.")
final class HelpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..*",
            completionCandidates = HelpTopic.Names.class,
            description = "A command, such as 'submit' or 'batch submit', or one of ${COMPLETION-CANDIDATES}.")
    private List<String> words = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    HelpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandLine program = requireNonNull(spec, "spec is null").root().commandLine();
        if (words.isEmpty()) {
            list(program);
        } else {
            Optional<HelpTopic> topic = words.size() == 1 ? HelpTopic.of(words.get(0)) : Optional.empty();
            if (topic.isPresent()) {
                terminal.out().print(topic.get().text());
            } else {
                command(program).usage(terminal.out());
            }
        }
        terminal.out().flush();
        return ExitCodes.OK;
    }

    private void list(CommandLine program) {
        terminal.out().println("Commands:");
        terminal.out().print(program.getHelp().commandList());
        terminal.out().println();
        terminal.out().println("Topics:");
        for (HelpTopic topic : HelpTopic.values()) {
            terminal.out().printf("  %-13s  %s%n", topic.title(), topic.summary());
        }
        terminal.out().println();
        terminal.out().println("'stylize-jobs help NAME' explains one of them, such as submit, batch submit or ids.");
    }

    /** The command that the words name. */
    private CommandLine command(CommandLine program) {
        CommandLine command = program;
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw unknown(command, word);
            }
            command = next;
        }
        return command;
    }

    private ParameterException unknown(CommandLine command, String word) {
        List<String> known = new ArrayList<>(command.getSubcommands().keySet());
        if (command.getParent() == null) {
            known.addAll(HelpTopic.Names.all());
        }
        CommandLine self = requireNonNull(spec, "spec is null").commandLine();
        return new ParameterException(
                self,
                known.isEmpty()
                        ? command.getCommandSpec().qualifiedName() + " has no commands but found '" + word + "'"
                        : "expected one of " + String.join(", ", known) + " but found '" + word + "'"
                                + Suggestion.of(word, known));
    }
}
