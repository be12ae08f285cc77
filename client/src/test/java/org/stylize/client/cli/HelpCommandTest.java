package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpCommandTest {
    private static final Path SOURCES = Path.of("src/main/java/org/stylize/client/cli");

    private final ProgramRun program = new ProgramRun();

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void aloneListsCommandsAndTopics() {
        assertThat(program.runAlone("help")).isZero();

        assertThat(program.out())
                .contains("Commands:", "Topics:", "  exit-codes     what the exit code says")
                .anyMatch(line -> line.startsWith("  submit ") && line.contains("Submits a job"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit", "batch submit", "webhooks", "help"})
    void ofACommandIsWhatTheCommandSaysItself(String command) {
        assertThat(program.runAlone(("help " + command).split(" "))).isZero();

        try (ProgramRun other = new ProgramRun()) {
            assertThat(other.runAlone((command + " --help").split(" "))).isZero();
            assertThat(program.out()).isEqualTo(other.out()).first().asString().contains("stylize-jobs " + command);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicHasATextFor80Columns(HelpTopic topic) {
        assertThat(program.runAlone("help", topic.title())).isZero();

        assertThat(program.out()).hasSizeGreaterThan(8).allMatch(line -> line.length() <= 80);
        assertThat(program.err()).isEmpty();
    }

    @Test
    void profilesIsAnotherNameOfConfiguration() {
        assertThat(program.runAlone("help", "profiles")).isZero();

        assertThat(program.out()).first().isEqualTo("Which service, and with which key");
    }

    @Test
    void exitCodesAreThoseOfTheProgram() {
        String text = HelpTopic.EXIT_CODES.text().replaceAll("\\s+", " ");
        Map<String, String> codes = StylizeJobs.program(program.terminal())
                .getCommandSpec()
                .usageMessage()
                .exitCodeList();

        assertThat(codes).hasSize(7).allSatisfy((code, meaning) -> assertThat(text)
                .contains(code + " " + meaning));
    }

    @Test
    void environmentHasEveryVariableThatTheProgramReads() throws Exception {
        String text = HelpTopic.ENVIRONMENT.text();
        Pattern variable = Pattern.compile("\"((?:STYLIZE|XDG)_[A-Z_]+|HOME)\"");

        try (var sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                assertThat(variable.matcher(Files.readString(source)).results().map(found -> found.group(1)))
                        .as(source.toString())
                        .allMatch(text::contains);
            }
        }
    }

    @Test
    void optionsThatTheTopicsNameExist() {
        List<String> known = StylizeJobs.program(program.terminal()).getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.getSubcommands().values().stream()))
                .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
                .distinct()
                .toList();

        for (HelpTopic topic : HelpTopic.values()) {
            assertThat(Pattern.compile("(?<![A-Za-z-])--[a-z-]+")
                            .matcher(topic.text())
                            .results()
                            .map(MatchResult::group))
                    .as(topic.title())
                    .isSubsetOf(known);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        exit-code    | expected one of submit, watch, get, list, result, cancel, finish, retry, delete, batch, images, presets, events, queue, estimate, webhooks, dead-letters, keys, whoami, completion, help, configuration, environment, exit-codes, ids, pictures, recipes, scripts but found 'exit-code'; did you mean exit-codes?
        keys rotat   | expected one of create, list, rotate, revoke but found 'rotat'; did you mean rotate?
        submit more  | stylize-jobs submit has no commands but found 'more'.
        """)
    void unknownTopicIsExitCode2WithTheNearestOne(String words, String message) {
        assertThat(program.runAlone(("help " + words).split(" "))).isEqualTo(2);

        assertThat(program.err()).containsExactly("stylize-jobs: " + message + " See stylize-jobs help --help");
        assertThat(program.out()).isEmpty();
    }
}
