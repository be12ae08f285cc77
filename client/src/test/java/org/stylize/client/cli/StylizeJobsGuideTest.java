package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** docs/stylize-jobs.md names every command, option and exit code. */
class StylizeJobsGuideTest {
    private static final Path GUIDE = Path.of("../docs/stylize-jobs.md");

    static Stream<String> names() {
        CommandLine program = StylizeJobs.program(new Terminal(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                () -> 0));
        Stream<String> commands = program.getSubcommands().keySet().stream().map(name -> "### `" + name + "`");
        Stream<String> nested = program.getSubcommands().values().stream()
                .flatMap(command -> command.getSubcommands().values().stream())
                .map(command -> "| `" + command.getCommandSpec().qualifiedName().replace("stylize-jobs ", ""));
        Stream<String> options = program.getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.getSubcommands().values().stream()))
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(OptionSpec::shortestName)
                .map(name -> "`" + name);
        Stream<String> codes = program.getCommandSpec().usageMessage().exitCodeList().entrySet().stream()
                .map(code -> "| " + code.getKey() + " | " + code.getValue());
        return Stream.of(commands, nested, options, codes).flatMap(part -> part).distinct();
    }

    @ParameterizedTest
    @MethodSource("names")
    void guideNames(String name) throws IOException {
        assertThat(Files.readString(GUIDE)).contains(name);
    }
}
