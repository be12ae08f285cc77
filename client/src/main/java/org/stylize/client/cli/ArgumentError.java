package org.stylize.client.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the arguments, in one line: what was expected, what was found, and the nearest valid name. */
final class ArgumentError {
    /** A key or a webhook's secret that was given as something else; a message does not show it. */
    private static final Pattern SECRET =
            Pattern.compile("(?<=sty_)[0-9A-Za-z]+_[0-9A-Za-z]+|(?<=whsec_)[0-9A-Za-z+/=]+");

    private ArgumentError() {}

    static String of(ParameterException exception) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        String message = SECRET.matcher(message(exception)).replaceAll("…");
        return message + (message.endsWith("?") ? " See " : ". See ") + command + " --help";
    }

    private static String message(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (exception instanceof MissingParameterException missing) {
            return missing(missing.getMissing());
        }
        ArgSpec argument = exception.getArgSpec();
        if (argument != null && exception.getCause() instanceof TypeConversionException conversion) {
            return name(argument) + ": " + conversion.getMessage();
        }
        if (exception.getCommandLine().getParent() == null) {
            return "expected a command (" + commands(exception.getCommandLine()) + ") but found nothing";
        }
        if (argument != null && exception.getValue() != null) {
            return name(argument) + ": expected " + argument.paramLabel() + " but found '" + exception.getValue() + "'";
        }
        return decapitalized(String.valueOf(exception.getMessage()));
    }

    private static String unmatched(UnmatchedArgumentException unmatched) {
        String found = unmatched.getUnmatched().get(0);
        if (found.equals("--key") || found.startsWith("--key=")) {
            return "there is no option --key, because the list of processes would show the key; use --key-file or "
                    + UsedKey.VARIABLE;
        }
        CommandLine command = unmatched.getCommandLine();
        if (unmatched.isUnknownOption()) {
            return "unknown option '" + found + "'" + Suggestion.of(found, options(command));
        }
        return command.getParent() == null
                ? "expected a command (" + commands(command) + ") but found '" + found + "'"
                        + Suggestion.of(found, command.getSubcommands().keySet())
                : "unexpected argument '" + found + "'";
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    private static String missing(List<ArgSpec> missing) {
        ArgSpec first = missing.get(0);
        return first.isOption()
                ? name(first) + ": expected " + first.paramLabel() + " but found nothing"
                : "expected " + missing.stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" "))
                        + " but found nothing";
    }

    private static String commands(CommandLine program) {
        return String.join(", ", program.getSubcommands().keySet());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String decapitalized(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
