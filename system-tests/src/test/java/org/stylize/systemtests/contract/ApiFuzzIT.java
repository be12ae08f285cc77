package org.stylize.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.stylize.systemtests.Checkout;
import org.stylize.systemtests.Command;

/**
 * Schemathesis against a gateway: no 5xx, no status and no media type that the document does not have, every answer valid,
 * the right {@code Allow}, nothing accepted that the document forbids, and no way in without a key.
 *
 * <p>The build has always the same cases. {@code -Dfuzz.seed} and {@code -Dfuzz.examples} (cases of each operation) let it run for longer.
 */
@ExtendWith(KeyedFleet.class)
class ApiFuzzIT {
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final String SEED = System.getProperty("fuzz.seed", "1");
    private static final String EXAMPLES = System.getProperty("fuzz.examples", "5");
    private static final int FEWEST_CASES = 500;
    private static final Pattern CASES = Pattern.compile("(\\d[\\d,]*) generated");

    @Test
    void aGatewayKeepsToItsDocument(KeyedFleet.Place place) {
        Path python = Tools.python("contract", "system-tests/src/test/contract/requirements.txt");
        System.out.println("fuzz.seed=" + SEED + " fuzz.examples=" + EXAMPLES);

        Command.Ended run = Command.in(
                        Tools.target("fuzz"),
                        python.resolve("bin/schemathesis").toString(),
                        "--config-file",
                        Checkout.file("system-tests/src/test/contract/schemathesis.toml")
                                .toString(),
                        "run",
                        place.gateway().resolve("/v1/openapi.json").toString(),
                        "--seed",
                        SEED,
                        "--max-examples",
                        EXAMPLES,
                        "--generation-database",
                        "none")
                .with("STYLIZE_KEY", place.key())
                .end(PATIENCE);

        assertThat(run.exit()).as("%s", run.output()).isZero();
        Matcher cases = CASES.matcher(run.output());
        assertThat(cases.find()).as("%s", run.output()).isTrue();
        System.out.println("schemathesis: " + cases.group());
        assertThat(Integer.parseInt(cases.group(1).replace(",", ""))).isGreaterThan(FEWEST_CASES);
    }
}
