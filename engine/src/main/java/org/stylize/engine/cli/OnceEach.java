package org.stylize.engine.cli;

import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command if each option of its groups that takes one value was given at most once. At the second time picocli
 * starts every group again, and what was given before is forgotten without a word.
 */
final class OnceEach implements IExecutionStrategy {
    private final IExecutionStrategy next = new RunLast();

    @Override
    public int execute(ParseResult parsed) {
        for (ArgGroupSpec group : parsed.commandSpec().argGroups()) {
            for (OptionSpec option : group.options()) {
                long times = option.isMultiValue() ? 1 : times(parsed, group, option);
                if (times > 1) {
                    throw new ParameterException(
                            parsed.commandSpec().commandLine(),
                            option.names()[0] + ": expected once but found " + times + " times");
                }
            }
        }
        return next.execute(parsed);
    }

    private static long times(ParseResult parsed, ArgGroupSpec group, OptionSpec option) {
        return parsed.findMatches(group).stream()
                .flatMap(container -> container.matches().stream())
                .mapToLong(match -> match.matchedValues(option).size())
                .sum();
    }
}
