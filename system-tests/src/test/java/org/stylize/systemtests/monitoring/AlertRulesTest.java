package org.stylize.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.Programs;

/** Rules, their cases and the configurations, by the programs that will read them. */
class AlertRulesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    @BeforeAll
    static void requirePrograms() {
        Programs.demand("alert rules", "prometheus prometheus-alertmanager", "promtool", "amtool");
    }

    @Test
    void prometheusTakesItsConfigurationAndTheRulesInIt() {
        String said = run("promtool", "check", "config", file("deploy/prometheus/prometheus.yml"));

        assertThat(said).contains("alerts.yml", "objectives.yml");
    }

    @Test
    void alertmanagerTakesItsConfiguration() {
        run("amtool", "check-config", file("deploy/alertmanager/alertmanager.yml"));
    }

    @Test
    void alertsFireWhenTheyShouldAndNotOtherwise() throws IOException {
        for (Path cases : files("deploy/prometheus/tests")) {
            run("promtool", "test", "rules", cases.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertHasCasesThatFireAndCasesThatDoNot(AlertRule alert) throws IOException {
        StringBuilder cases = new StringBuilder();
        for (Path file : files("deploy/prometheus/tests")) {
            cases.append(Files.readString(file));
        }
        assertThat(cases.toString())
                .contains("name: \"" + alert.name() + " fires: ", "name: \"" + alert.name() + " does not fire: ");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertSaysHowUrgentItIsAndNamesItsRunbook(AlertRule alert) throws IOException {
        assertThat(alert.severity()).isIn("page", "ticket");
        assertThat(alert.summary()).isNotBlank();
        assertThat(alert.description()).isNotBlank();
        String page = Files.readString(Checkout.file(alert.runbook()));
        assertThat(page)
                .startsWith("# " + alert.name() + "\n\nSeverity: " + alert.severity() + ".")
                .contains("\n## What it means\n", "\n## What to look at\n", "\n## What to do\n");
    }

    @Test
    void everyRunbookIsOfAnAlertAndInTheIndex() throws IOException {
        List<String> pages = new ArrayList<>();
        for (Path page : files("docs/runbooks")) {
            pages.add("docs/runbooks/" + page.getFileName());
        }
        assertThat(pages.remove("docs/runbooks/README.md")).isTrue();
        assertThat(AlertRule.all()).extracting(AlertRule::runbook).containsExactlyInAnyOrderElementsOf(pages);
        String index = Files.readString(Checkout.file("docs/runbooks/README.md"));
        assertThat(AlertRule.all()).allSatisfy(alert -> assertThat(index)
                .contains("[" + alert.name() + "](" + Path.of(alert.runbook()).getFileName() + ") | "
                        + alert.severity()));
    }

    static Stream<AlertRule> alerts() {
        return AlertRule.all().stream();
    }

    private static List<Path> files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(Checkout.file(directory))) {
            return files.sorted().toList();
        }
    }

    private static String file(String path) {
        return Checkout.file(path).toString();
    }

    private String run(String... words) {
        return Command.in(directory, words).run(PATIENCE);
    }
}
