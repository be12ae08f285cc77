package org.stylize.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;
import org.stylize.systemtests.SharedFleet;

/** The TypeScript client: generated from the OpenAPI document, type-checked, and run against a real gateway with a worker. */
@ExtendWith(SharedFleet.class)
class TypeScriptClientIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void theGeneratedClientDoesWhatItsTestsSay(SharedFleet.Addresses fleet) {
        Path client = Tools.node("client-typescript");
        Command.in(
                        client,
                        "node_modules/.bin/openapi-typescript",
                        Checkout.file("docs/openapi.yaml").toString(),
                        "--output",
                        "src/schema.ts")
                .run(PATIENCE);
        Command.in(client, "npm", "run", "build").run(PATIENCE);

        String tests = Command.in(client, "npm", "test")
                .with("STYLIZE_URL", fleet.gateway().toString())
                .with("SAMPLES", Checkout.file("samples").toString())
                .run(PATIENCE);

        assertThat(tests).contains("# fail 0").contains("# skipped 0").doesNotContain("# pass 0");
    }
}
