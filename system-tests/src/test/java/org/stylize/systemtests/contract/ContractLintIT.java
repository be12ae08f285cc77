package org.stylize.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;

/** The documents of the contract, by the usual linters and by the parser of AsyncAPI: no error and no warning. */
class ContractLintIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String OPENAPI = Checkout.file("docs/openapi.yaml").toString();

    private Path tools;

    @BeforeEach
    void install() {
        tools = Tools.node("system-tests/src/test/contract");
    }

    @Test
    void spectralFindsNothingInOpenApi() {
        String found = Command.in(
                        tools, bin("spectral"), "lint", "--fail-severity=warn", "--ruleset", "spectral.yaml", OPENAPI)
                .run(PATIENCE);

        assertThat(found).contains("No results with a severity of 'warn' or higher found!");
    }

    @Test
    void redoclyFindsNothingInOpenApi() {
        String found = Command.in(tools, bin("redocly"), "lint", "--config", "redocly.yaml", OPENAPI)
                .with("REDOCLY_TELEMETRY", "off")
                .with("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
                .run(PATIENCE);

        assertThat(found).contains("Your API description is valid").doesNotContain("You have");
    }

    @Test
    void theParserOfAsyncApiFindsNothing() {
        String found = Command.in(
                        tools,
                        "node",
                        "asyncapi.mjs",
                        Checkout.file("docs/asyncapi.yaml").toString())
                .run(PATIENCE);

        assertThat(found).contains("no error, no warning");
    }

    private String bin(String name) {
        return tools.resolve("node_modules/.bin").resolve(name).toString();
    }
}
